package io.jubernetes.apiserver.cel.value;

import java.math.BigInteger;

/** An unsigned number of 64 bits. */
public record Unsigned(long bits) implements Comparable<Unsigned> {

    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(Long.SIZE);

    /** @throws CelError when it has more than 64 bits or a sign */
    public static Unsigned of(BigInteger number) {
        if (number.signum() < 0 || number.compareTo(LIMIT) >= 0) {
            throw new CelError("unsigned integer overflow");
        }
        return new Unsigned(number.longValue());
    }

    public BigInteger toBigInteger() {
        BigInteger signed = BigInteger.valueOf(bits);
        return bits >= 0 ? signed : signed.add(LIMIT);
    }

    @Override
    public int compareTo(Unsigned other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
