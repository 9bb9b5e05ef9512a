package io.jubernetes.apimachinery.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact amount of a resource, as {@code 100m}, {@code 1.5Gi} or {@code 2e3}. It holds at most nano precision (finer digits
 * are rounded up) and no more than 2^63-1 in size. Equal are those of the same amount and format; {@link #compareTo} looks at
 * the amount alone.
 */
public final class Quantity implements Comparable<Quantity> {

    /** In which family of suffixes a quantity is written. */
    public enum Format {
        BINARY_SI,
        DECIMAL_SI,
        DECIMAL_EXPONENT
    }

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Format.DECIMAL_SI);

    static final int NANO_DIGITS = 9;
    static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private final BigDecimal amount;
    private final Format format;

    Quantity(BigDecimal amount, Format format) {
        this.amount = amount;
        this.format = format;
    }

    /**
     * @throws IllegalArgumentException with upstream's text when it is none
     */
    public static Quantity parse(String text) {
        return QuantityParser.parse(text);
    }

    public static Quantity of(long value) {
        return new Quantity(BigDecimal.valueOf(value), Format.DECIMAL_SI);
    }

    public static Quantity ofMilli(long milliValue) {
        return new Quantity(BigDecimal.valueOf(milliValue, 3), Format.DECIMAL_SI);
    }

    /** An amount of bytes, written with binary suffixes. */
    public static Quantity ofBytes(long bytes) {
        return new Quantity(BigDecimal.valueOf(bytes), Format.BINARY_SI);
    }

    /** The whole units, rounded away from zero; clamped to the range of long. */
    public long value() {
        return scaled(0);
    }

    /** The thousandths, rounded away from zero; clamped to the range of long. */
    public long milliValue() {
        return scaled(3);
    }

    private long scaled(int digits) {
        BigInteger whole =
                amount.movePointRight(digits).setScale(0, RoundingMode.UP).toBigInteger();
        if (whole.bitLength() < Long.SIZE) {
            return whole.longValue();
        }
        return whole.signum() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }

    public double doubleValue() {
        return amount.doubleValue();
    }

    public int signum() {
        return amount.signum();
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public Format format() {
        return format;
    }

    /** The sum, in this quantity's format unless it is zero. */
    public Quantity add(Quantity other) {
        return new Quantity(amount.add(other.amount), isZero() ? other.format : format);
    }

    /** The difference, in this quantity's format unless it is zero. */
    public Quantity subtract(Quantity other) {
        return new Quantity(amount.subtract(other.amount), isZero() ? other.format : format);
    }

    public Quantity negate() {
        return new Quantity(amount.negate(), format);
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Quantity other && compareTo(other) == 0 && format == other.format;
    }

    @Override
    public int hashCode() {
        return amount.stripTrailingZeros().hashCode() * 31 + format.ordinal();
    }

    /** The canonical form, the one that is stored. */
    @Override
    public String toString() {
        return QuantityWriter.write(amount, format);
    }
}
