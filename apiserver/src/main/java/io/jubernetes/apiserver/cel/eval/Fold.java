package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.GrowingList;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import org.jspecify.annotations.Nullable;

/** Goes over a list or map and collects: what {@code all}, {@code map}, {@code filter} and the like are made of. */
record Fold(Names names, Node range, Node init, Node condition, Node step, Node result) implements Node {

    /** @param second empty unless both key and value are wanted */
    record Names(String first, String second, String collected) {}

    @Override
    public Object eval(Scope scope, CostMeter meter) {
        Object over = range.eval(scope, meter);
        Object collected = init.tried(scope, meter);
        if (init instanceof Literals.ListLiteral literal && literal.elements().isEmpty()) {
            collected = new GrowingList();
        }
        collected = switch (over) {
            case ListValue list -> overList(list, collected, scope, meter);
            case MapValue map -> overMap(map, collected, scope, meter);
            default -> throw CelError.noOverload();
        };
        Object done = collected instanceof GrowingList list ? list.done() : collected;
        return result.eval(scope.with(names.collected(), done), meter);
    }

    private Object overList(ListValue list, Object start, Scope scope, CostMeter meter) {
        Object collected = start;
        long index = 0;
        for (Object item : list) {
            Scope inner = names.second().isEmpty()
                    ? scope.with(names.first(), item)
                    : scope.with(names.first(), index++).with(names.second(), item);
            Object next = turn(inner, collected, meter);
            if (next == null) {
                return collected;
            }
            collected = next;
        }
        return collected;
    }

    private Object overMap(MapValue map, Object start, Scope scope, CostMeter meter) {
        Object collected = start;
        for (Object key : map.keys()) {
            Scope inner = scope.with(names.first(), key);
            Object next =
                    turn(names.second().isEmpty() ? inner : inner.with(names.second(), map.get(key)), collected, meter);
            if (next == null) {
                return collected;
            }
            collected = next;
        }
        return collected;
    }

    /** @return what is collected now; null when no more need be looked at */
    private @Nullable Object turn(Scope scope, Object collected, CostMeter meter) {
        Scope inner = scope.with(names.collected(), collected);
        return condition.test(inner, meter) ? step.tried(inner, meter) : null;
    }
}
