package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.ANY_A;
import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.BYTES;
import static io.jubernetes.apiserver.cel.library.Types.DOUBLE;
import static io.jubernetes.apiserver.cel.library.Types.DYN;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.LIST_A;
import static io.jubernetes.apiserver.cel.library.Types.MAP_AB;
import static io.jubernetes.apiserver.cel.library.Types.STRING;
import static io.jubernetes.apiserver.cel.library.Types.UINT;

import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.value.Bytes;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.TypeName;
import io.jubernetes.apiserver.cel.value.Unsigned;
import io.jubernetes.apiserver.cel.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** What CEL itself brings and the compiler knows already. */
final class Operators {

    private static final List<CelType> NUMBERS = List.of(INT, UINT, DOUBLE);

    private Operators() {}

    static void addTo(Functions to) {
        relations(to);
        order(to);
        to.global("!_", "logical_not", BOOL, a -> !(Boolean) a[0], BOOL);
        to.global("_+_", "add_string", STRING, a -> Texts.bounded((String) a[0], (String) a[1]), STRING, STRING);
        to.global("_+_", "add_bytes", BYTES, a -> ((Bytes) a[0]).plus((Bytes) a[1]), BYTES, BYTES);
        to.global("_+_", "add_list", LIST_A, a -> ((ListValue) a[0]).plus((ListValue) a[1]), LIST_A, LIST_A);
        size(to);
        to.global("dyn", "to_dyn", DYN, a -> a[0], ANY_A);
        to.global("type", "type", DYN, a -> new TypeName(Values.typeName(a[0])), ANY_A);
        arithmetic(to);
        Times.addOperators(to);
    }

    private static void relations(Functions to) {
        to.global("_==_", "equals", BOOL, a -> Values.equal(a[0], a[1]), ANY_A, ANY_A);
        to.global("_!=_", "not_equals", BOOL, a -> !Values.equal(a[0], a[1]), ANY_A, ANY_A);
        to.global("@in", "in_list", BOOL, a -> ((ListValue) a[1]).contains(a[0]), ANY_A, LIST_A);
        to.global("@in", "in_map", BOOL, a -> ((MapValue) a[1]).find(a[0]) != null, ANY_A, MAP_AB);
    }

    private static void order(Functions to) {
        order(to, "_<_", "less", c -> c < 0);
        order(to, "_<=_", "less_equals", c -> c <= 0);
        order(to, "_>_", "greater", c -> c > 0);
        order(to, "_>=_", "greater_equals", c -> c >= 0);
    }

    private static void order(Functions to, String operator, String id, IntPredicate holds) {
        for (CelType type : Types.COMPARABLE) {
            compare(to, operator, id + "_" + idOf(type), type, type, holds);
        }
        for (CelType a : NUMBERS) {
            for (CelType b : NUMBERS) {
                if (!a.equals(b)) {
                    compare(to, operator, id + "_" + idOf(a) + "_" + idOf(b), a, b, holds);
                }
            }
        }
    }

    private static void compare(Functions to, String operator, String id, CelType a, CelType b, IntPredicate holds) {
        to.global(operator, id, BOOL, args -> holds.test(Values.compare(args[0], args[1])), a, b);
    }

    /** As it is written in the ids of CEL's own overloads. */
    private static String idOf(CelType type) {
        return switch (type.kind()) {
            case INT -> "int64";
            case UINT -> "uint64";
            case DURATION -> "duration";
            case TIMESTAMP -> "timestamp";
            default -> type.name();
        };
    }

    private static void size(Functions to) {
        for (CelType type : List.of(STRING, BYTES, LIST_A, MAP_AB)) {
            String name = type.kind().name().toLowerCase(Locale.ROOT);
            to.global("size", "size_" + name, INT, a -> Values.size(a[0]), type);
            to.member("size", name + "_size", INT, a -> Values.size(a[0]), type);
        }
    }

    private static void arithmetic(Functions to) {
        to.global("_+_", "add_int64", INT, a -> Arithmetic.add((Long) a[0], (Long) a[1]), INT, INT);
        to.global("_-_", "subtract_int64", INT, a -> Arithmetic.subtract((Long) a[0], (Long) a[1]), INT, INT);
        to.global("_*_", "multiply_int64", INT, a -> Arithmetic.multiply((Long) a[0], (Long) a[1]), INT, INT);
        to.global("_/_", "divide_int64", INT, a -> Arithmetic.divide((Long) a[0], (Long) a[1]), INT, INT);
        to.global("_%_", "modulo_int64", INT, a -> Arithmetic.modulo((Long) a[0], (Long) a[1]), INT, INT);
        to.global("-_", "negate_int64", INT, a -> Arithmetic.subtract(0, (Long) a[0]), INT);
        to.global("_+_", "add_uint64", UINT, a -> Arithmetic.add((Unsigned) a[0], (Unsigned) a[1]), UINT, UINT);
        to.global(
                "_-_", "subtract_uint64", UINT, a -> Arithmetic.subtract((Unsigned) a[0], (Unsigned) a[1]), UINT, UINT);
        to.global(
                "_*_", "multiply_uint64", UINT, a -> Arithmetic.multiply((Unsigned) a[0], (Unsigned) a[1]), UINT, UINT);
        to.global("_/_", "divide_uint64", UINT, a -> Arithmetic.divide((Unsigned) a[0], (Unsigned) a[1]), UINT, UINT);
        to.global("_%_", "modulo_uint64", UINT, a -> Arithmetic.modulo((Unsigned) a[0], (Unsigned) a[1]), UINT, UINT);
        to.global("_+_", "add_double", DOUBLE, a -> (Double) a[0] + (Double) a[1], DOUBLE, DOUBLE);
        to.global("_-_", "subtract_double", DOUBLE, a -> (Double) a[0] - (Double) a[1], DOUBLE, DOUBLE);
        to.global("_*_", "multiply_double", DOUBLE, a -> (Double) a[0] * (Double) a[1], DOUBLE, DOUBLE);
        to.global("_/_", "divide_double", DOUBLE, a -> (Double) a[0] / (Double) a[1], DOUBLE, DOUBLE);
        to.global("-_", "negate_double", DOUBLE, a -> -(Double) a[0], DOUBLE);
    }
}
