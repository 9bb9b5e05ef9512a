package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.value.CelError;
import java.util.Optional;

/** Operators that need not look at all they are given. */
final class Logic {

    private Logic() {}

    /** False as soon as one side is, even if the other has no value. */
    static Node and(Node left, Node right) {
        return junction(left, right, false);
    }

    /** True as soon as one side is, even if the other has no value. */
    static Node or(Node left, Node right) {
        return junction(left, right, true);
    }

    private static Node junction(Node left, Node right, boolean decisive) {
        return (scope, meter) -> {
            Object first = truth(left.tried(scope, meter));
            if (first.equals(decisive)) {
                return decisive;
            }
            Object second = truth(right.tried(scope, meter));
            if (second.equals(decisive)) {
                return decisive;
            }
            if (first instanceof CelError error) {
                throw error;
            }
            if (second instanceof CelError error) {
                throw error;
            }
            return !decisive;
        };
    }

    private static Object truth(Object value) {
        return value instanceof Boolean || value instanceof CelError ? value : CelError.noOverload();
    }

    static Node conditional(Node condition, Node then, Node otherwise) {
        return (scope, meter) -> condition.test(scope, meter) ? then.eval(scope, meter) : otherwise.eval(scope, meter);
    }

    static Node notStrictlyFalse(Node condition) {
        return (scope, meter) -> {
            Object value = condition.tried(scope, meter);
            meter.pay(1);
            return !value.equals(false);
        };
    }

    /** Another value where there is none. */
    static Node alternative(Node maybe, Node other, String function) {
        return (scope, meter) -> {
            if (!(maybe.eval(scope, meter) instanceof Optional<?> value)) {
                throw CelError.noOverload();
            }
            meter.pay(1);
            if (value.isPresent()) {
                return function.equals("or") ? value : value.get();
            }
            return other.eval(scope, meter);
        };
    }
}
