package io.jubernetes.apiserver.cel.library;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.Unsigned;

/** With whole numbers; what does not fit is an error. */
final class Arithmetic {

    private static final String OVERFLOW = "integer overflow";

    private Arithmetic() {}

    static Long add(long a, long b) {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new CelError(OVERFLOW);
        }
        return sum;
    }

    static Long subtract(long a, long b) {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
            throw new CelError(OVERFLOW);
        }
        return difference;
    }

    static Long multiply(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high != low >> 63) {
            throw new CelError(OVERFLOW);
        }
        return low;
    }

    static Long divide(long a, long b) {
        if (b == 0) {
            throw new CelError("division by zero");
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw new CelError(OVERFLOW);
        }
        return a / b;
    }

    static Long modulo(long a, long b) {
        if (b == 0) {
            throw new CelError("modulus by zero");
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw new CelError(OVERFLOW);
        }
        return a % b;
    }

    static Unsigned add(Unsigned a, Unsigned b) {
        return Unsigned.of(a.toBigInteger().add(b.toBigInteger()));
    }

    static Unsigned subtract(Unsigned a, Unsigned b) {
        return Unsigned.of(a.toBigInteger().subtract(b.toBigInteger()));
    }

    static Unsigned multiply(Unsigned a, Unsigned b) {
        return Unsigned.of(a.toBigInteger().multiply(b.toBigInteger()));
    }

    static Unsigned divide(Unsigned a, Unsigned b) {
        if (b.bits() == 0) {
            throw new CelError("division by zero");
        }
        return new Unsigned(Long.divideUnsigned(a.bits(), b.bits()));
    }

    static Unsigned modulo(Unsigned a, Unsigned b) {
        if (b.bits() == 0) {
            throw new CelError("modulus by zero");
        }
        return new Unsigned(Long.remainderUnsigned(a.bits(), b.bits()));
    }
}
