package io.jubernetes.apiserver.cel.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/** Values as Go writes them. */
public final class Text {

    private static final int LAST_PLAIN_EXPONENT = 5;
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Text() {}

    public static String of(Object value) {
        return switch (value) {
            case Double number -> of(number.doubleValue());
            case Duration time -> seconds(time);
            default -> String.valueOf(value);
        };
    }

    /** The shortest text that reads as the same number; with an exponent when that is shorter to read. */
    public static String of(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent <= LAST_PLAIN_EXPONENT) {
            return shortest.toPlainString();
        }
        return scientific(shortest, exponent);
    }

    private static String scientific(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = Integer.toString(Math.abs(exponent));
        return (number.signum() < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + (power.length() < 2 ? "0" : "") + power;
    }

    /** As {@code 5400s} or {@code 0.25s}. */
    public static String seconds(Duration time) {
        BigDecimal nanos = new BigDecimal(BigInteger.valueOf(time.getSeconds()))
                .multiply(NANOS)
                .add(BigDecimal.valueOf(time.getNano()));
        BigDecimal seconds = nanos.divide(NANOS).stripTrailingZeros();
        return seconds.toPlainString() + "s";
    }

    /** With as many digits of a second as it has. */
    public static String of(Instant time) {
        String text = time.toString();
        int point = text.indexOf('.');
        if (point < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + "Z";
    }
}
