package io.jubernetes.apimachinery.quantity;

import io.jubernetes.apimachinery.quantity.Quantity.Format;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sign, digits with at most one point, and a suffix. */
final class QuantityParser {

    static final String FORMAT_WRONG =
            "quantities must match the regular expression" + " '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private static final String NUMERIC_WRONG = "unable to parse numeric part of quantity";
    private static final String SUFFIX_WRONG = "unable to parse quantity's suffix";

    /** More digits than any amount in range has; they would only cost time. */
    private static final int MAX_LENGTH = 200;

    private static final Pattern SHAPE = Pattern.compile("([+-]?)([0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+\\.?[0-9]*|\\.[0-9]+");
    private static final Pattern EXPONENT = Pattern.compile("[eE]([-+]?[0-9]{1,9})");

    static final Map<String, Integer> DECIMAL = Map.ofEntries(
            Map.entry("n", -9),
            Map.entry("u", -6),
            Map.entry("m", -3),
            Map.entry("", 0),
            Map.entry("k", 3),
            Map.entry("M", 6),
            Map.entry("G", 9),
            Map.entry("T", 12),
            Map.entry("P", 15),
            Map.entry("E", 18));
    static final Map<String, Integer> BINARY = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

    private QuantityParser() {}

    static Quantity parse(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (text.length() > MAX_LENGTH || !shape.matches()) {
            throw new IllegalArgumentException(FORMAT_WRONG);
        }
        if (!NUMBER.matcher(shape.group(2)).matches()) {
            throw new IllegalArgumentException(NUMERIC_WRONG);
        }
        BigDecimal digits = new BigDecimal(shape.group(2));
        BigDecimal number = shape.group(1).equals("-") ? digits.negate() : digits;
        return withSuffix(number, shape.group(3));
    }

    private static Quantity withSuffix(BigDecimal number, String suffix) {
        Integer power = DECIMAL.get(suffix);
        if (power != null) {
            return bounded(number.scaleByPowerOfTen(power), Format.DECIMAL_SI);
        }
        Integer bits = BINARY.get(suffix);
        if (bits != null) {
            BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(bits));
            return bounded(number.multiply(unit), Format.BINARY_SI);
        }
        Matcher exponent = EXPONENT.matcher(suffix);
        if (!exponent.matches()) {
            throw new IllegalArgumentException(SUFFIX_WRONG);
        }
        return bounded(raised(number, Integer.parseInt(exponent.group(1))), Format.DECIMAL_EXPONENT);
    }

    /** Beyond these powers only too large, too small and zero are left, which smaller powers say as well. */
    private static BigDecimal raised(BigDecimal number, int exponent) {
        return number.scaleByPowerOfTen(Math.clamp(exponent, -2 * MAX_LENGTH, 2 * MAX_LENGTH));
    }

    private static Quantity bounded(BigDecimal amount, Format format) {
        BigDecimal fine =
                amount.scale() > Quantity.NANO_DIGITS ? amount.setScale(Quantity.NANO_DIGITS, RoundingMode.UP) : amount;
        if (fine.abs().compareTo(Quantity.MAX) > 0) {
            fine = fine.signum() > 0 ? Quantity.MAX : Quantity.MAX.negate();
        }
        // Below one, binary suffixes cannot say what decimal ones can.
        boolean small = format == Format.BINARY_SI && fine.abs().compareTo(BigDecimal.ONE) < 0 && fine.signum() != 0;
        return new Quantity(fine, small ? Format.DECIMAL_SI : format);
    }
}
