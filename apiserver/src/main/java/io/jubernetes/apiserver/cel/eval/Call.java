package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.cost.ActualCosts;
import io.jubernetes.apiserver.cel.library.Overload;
import io.jubernetes.apiserver.cel.value.CelError;
import java.util.List;

/** Calls that function of several which takes what the arguments turn out to be. */
record Call(List<Overload> overloads, List<Node> arguments) implements Node {

    @Override
    public Object eval(Scope scope, CostMeter meter) {
        Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).eval(scope, meter);
        }
        Overload overload = resolve(values);
        meter.pay(ActualCosts.of(overload, values));
        return apply(overload, values);
    }

    Object apply(Object[] values) {
        return apply(resolve(values), values);
    }

    private Overload resolve(Object[] values) {
        for (Overload overload : overloads) {
            if (overload.takes(values)) {
                return overload;
            }
        }
        throw CelError.noOverload();
    }

    /** The items of lists are looked at only now. */
    private static Object apply(Overload overload, Object[] values) {
        try {
            return overload.body().apply(values);
        } catch (ClassCastException wrongItem) {
            throw CelError.noOverload();
        }
    }
}
