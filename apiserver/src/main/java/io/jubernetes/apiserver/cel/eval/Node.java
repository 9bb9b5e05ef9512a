package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.value.CelError;

/** A part of an expression that can be evaluated. Safe for use by several threads. */
@FunctionalInterface
public interface Node {

    /**
     * @throws CelError when it has no value
     * @throws io.jubernetes.apiserver.cel.value.CostExceeded when the meter does not allow it
     */
    Object eval(Scope scope, CostMeter meter);

    /** @throws CelError also when it is neither true nor false */
    default boolean test(Scope scope, CostMeter meter) {
        if (eval(scope, meter) instanceof Boolean truth) {
            return truth;
        }
        throw CelError.noOverload();
    }

    /** As {@link #eval}, but an error is a value too. */
    default Object tried(Scope scope, CostMeter meter) {
        try {
            return eval(scope, meter);
        } catch (CelError error) {
            return error;
        }
    }
}
