package io.jubernetes.apiserver.cel.eval;

import io.jubernetes.apiserver.cel.library.Overload;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.Text;
import io.jubernetes.apiserver.cel.value.Unsigned;
import java.util.List;
import java.util.Optional;

/** Fields of objects, values of maps, items of lists. */
final class Selection {

    private Selection() {}

    static Node of(Node operand, String field) {
        return (scope, meter) -> {
            Object value = operand.eval(scope, meter);
            meter.pay(1);
            return switch (value) {
                case MapValue map -> map.get(field);
                case Optional<?> maybe -> maybe.flatMap(inner -> find(inner, field));
                default -> throw CelError.noOverload();
            };
        };
    }

    /** Whether there is a field. */
    static Node test(Node operand, String field) {
        return (scope, meter) -> {
            Object value = operand.eval(scope, meter);
            return switch (value) {
                case MapValue map -> map.find(field) != null;
                case Optional<?> maybe ->
                    maybe.flatMap(inner -> find(inner, field)).isPresent();
                default -> throw CelError.noOverload();
            };
        };
    }

    static Node optional(Node operand, String field) {
        return (scope, meter) -> {
            Object value = operand.eval(scope, meter);
            meter.pay(1);
            return value instanceof Optional<?> maybe ? maybe.flatMap(inner -> find(inner, field)) : find(value, field);
        };
    }

    private static Optional<Object> find(Object value, String field) {
        if (value instanceof MapValue map) {
            return Optional.ofNullable(map.find(field));
        }
        throw CelError.noOverload();
    }

    static Node index(Node operand, Node index, List<Overload> overloads) {
        Call ofOptionals = new Call(overloads, List.of(operand, index));
        return (scope, meter) -> {
            Object value = operand.eval(scope, meter);
            Object key = index.eval(scope, meter);
            meter.pay(1);
            return switch (value) {
                case MapValue map -> map.get(key);
                case ListValue list -> list.get(position(key));
                case Optional<?> maybe -> ofOptionals.apply(new Object[] {maybe, key});
                default -> throw CelError.noOverload();
            };
        };
    }

    private static long position(Object key) {
        return switch (key) {
            case Long number -> number;
            case Unsigned number when number.bits() >= 0 -> number.bits();
            case Double number
            when number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE -> number.longValue();
            default -> throw new CelError("unsupported index value: " + Text.of(key));
        };
    }
}
