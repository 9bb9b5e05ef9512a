package io.jubernetes.apimachinery.quantity;

import io.jubernetes.apimachinery.quantity.Quantity.Format;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** The canonical form: no fraction, and the largest suffix that allows it. */
final class QuantityWriter {

    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final BigInteger KI = BigInteger.valueOf(1024);

    private QuantityWriter() {}

    static String write(BigDecimal amount, Format format) {
        if (amount.signum() == 0) {
            return "0";
        }
        // Below 1024 the decimal form is the more precise one.
        boolean binary = format == Format.BINARY_SI && amount.abs().compareTo(new BigDecimal(KI)) >= 0;
        return binary ? binary(amount) : decimal(amount, format == Format.DECIMAL_EXPONENT);
    }

    private static String binary(BigDecimal amount) {
        BigInteger mantissa = amount.setScale(0, RoundingMode.UP).toBigInteger();
        int power = 0;
        while (power < BINARY.size() - 1 && mantissa.mod(KI).signum() == 0) {
            mantissa = mantissa.divide(KI);
            power++;
        }
        return mantissa + BINARY.get(power);
    }

    private static String decimal(BigDecimal amount, boolean exponent) {
        BigDecimal nanos =
                amount.setScale(Quantity.NANO_DIGITS, RoundingMode.UP).stripTrailingZeros();
        int power = Math.floorDiv(-nanos.scale(), 3) * 3;
        if (!exponent) {
            power = Math.min(power, 18);
        }
        BigInteger mantissa = nanos.scaleByPowerOfTen(-power).toBigIntegerExact();
        if (exponent) {
            return power == 0 ? mantissa.toString() : mantissa + "e" + power;
        }
        return mantissa + DECIMAL.get((power + Quantity.NANO_DIGITS) / 3);
    }
}
