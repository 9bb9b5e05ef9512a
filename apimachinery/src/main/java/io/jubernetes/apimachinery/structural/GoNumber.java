package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Numbers as Go prints them. */
final class GoNumber {

    private static final int LAST_PLAIN_EXPONENT = 5;

    private GoNumber() {}

    /** A limit of a schema, which Go holds as a floating-point number. */
    static String limit(JsonNode number) {
        BigDecimal value = number.decimalValue().stripTrailingZeros();
        if (value.signum() == 0) {
            return "0";
        }
        int exponent = value.precision() - value.scale() - 1;
        if (exponent >= -4 && exponent <= LAST_PLAIN_EXPONENT) {
            return value.toPlainString();
        }
        return scientific(value, exponent);
    }

    private static String scientific(BigDecimal value, int exponent) {
        String unscaled = value.unscaledValue().abs().toString();
        String mantissa = unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
        String sign = exponent < 0 ? "-" : "+";
        String power = Integer.toString(Math.abs(exponent));
        return (value.signum() < 0 ? "-" : "") + mantissa + "e" + sign + (power.length() < 2 ? "0" : "") + power;
    }

    /** Whether a number has no fraction. */
    static boolean isInteger(JsonNode number) {
        return number.isIntegralNumber()
                || number.isNumber()
                        && number.decimalValue().stripTrailingZeros().scale() <= 0;
    }
}
