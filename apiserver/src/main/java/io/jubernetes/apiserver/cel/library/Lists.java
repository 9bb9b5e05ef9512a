package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.ANY_A;
import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.DOUBLE;
import static io.jubernetes.apiserver.cel.library.Types.DURATION;
import static io.jubernetes.apiserver.cel.library.Types.DYN;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.LIST_A;
import static io.jubernetes.apiserver.cel.library.Types.UINT;

import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.CostExceeded;
import io.jubernetes.apiserver.cel.value.Counting;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.PlainList;
import io.jubernetes.apiserver.cel.value.Unsigned;
import io.jubernetes.apiserver.cel.value.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** Kubernetes' functions of lists, and CEL's extension for lists. */
final class Lists {

    private static final int LONGEST_RANGE = 10_000_000;

    private Lists() {}

    static void addTo(Functions to) {
        for (CelType type : Types.COMPARABLE) {
            String name = nameOf(type);
            CelType list = Types.list(type);
            to.member("isSorted", "list_" + name + "_is_sorted_bool", BOOL, a -> isSorted((ListValue) a[0]), list);
            to.member("min", "list_" + name + "_min_" + name, type, a -> outermost(a[0], "min", 1), list);
            to.member("max", "list_" + name + "_max_" + name, type, a -> outermost(a[0], "max", -1), list);
            to.member("sort", "list_" + type.name() + "_sort", list, a -> sort(a[0], a[0]), list);
            to.member(
                    "@sortByAssociatedKeys",
                    "list_" + type.name() + "_sortByAssociatedKeys",
                    LIST_A,
                    a -> sort(a[0], a[1]),
                    LIST_A,
                    list);
        }
        sums(to);
        positions(to);
        parts(to);
    }

    private static String nameOf(CelType type) {
        return switch (type.kind()) {
            case DURATION -> "duration";
            case TIMESTAMP -> "timestamp";
            default -> type.name();
        };
    }

    private static void sums(Functions to) {
        sum(to, INT, 0L, (a, b) -> Arithmetic.add((Long) a, (Long) b));
        sum(to, UINT, new Unsigned(0), (a, b) -> Arithmetic.add((Unsigned) a, (Unsigned) b));
        sum(to, DOUBLE, 0.0, (a, b) -> (Double) a + (Double) b);
        sum(to, DURATION, Duration.ZERO, (a, b) -> Times.checked(((Duration) a).plus((Duration) b)));
    }

    private static void sum(Functions to, CelType type, Object zero, BinaryOperator<Object> plus) {
        String id = "list_" + nameOf(type) + "_sum_" + nameOf(type);
        to.member("sum", id, type, a -> sum((ListValue) a[0], zero, plus), Types.list(type));
    }

    private static Object sum(ListValue list, Object zero, BinaryOperator<Object> plus) {
        Object total = zero;
        for (Object item : list) {
            total = plus.apply(total, item);
        }
        return total;
    }

    private static void positions(Functions to) {
        to.member("indexOf", "list_a_index_of_int", INT, a -> indexOf((ListValue) a[0], a[1]), LIST_A, ANY_A);
        to.member(
                "lastIndexOf",
                "list_a_last_index_of_int",
                INT,
                a -> lastIndexOf((ListValue) a[0], a[1]),
                LIST_A,
                ANY_A);
    }

    private static void parts(Functions to) {
        CelType dynamic = Types.list(DYN);
        to.member(
                "slice",
                "list_slice",
                LIST_A,
                a -> slice((ListValue) a[0], (Long) a[1], (Long) a[2]),
                LIST_A,
                INT,
                INT);
        to.member("flatten", "list_flatten", LIST_A, a -> flatten(a[0], 1), Types.list(LIST_A));
        to.member("flatten", "list_flatten_int", dynamic, a -> flatten(a[0], (Long) a[1]), dynamic, INT);
        to.member("distinct", "list_distinct", LIST_A, a -> distinct((ListValue) a[0]), LIST_A);
        to.member("reverse", "list_reverse", LIST_A, a -> reverse((ListValue) a[0]), LIST_A);
        to.global("lists.range", "lists_range", Types.list(INT), a -> range((Long) a[0]), INT);
    }

    private static Boolean isSorted(ListValue list) {
        Object before = null;
        for (Object item : list) {
            if (before != null && Values.compare(before, item) > 0) {
                return false;
            }
            before = item;
        }
        return true;
    }

    private static Object outermost(Object list, String name, int replaceWhen) {
        Object found = null;
        for (Object item : (ListValue) list) {
            if (found == null || Integer.signum(Values.compare(found, item)) == replaceWhen) {
                found = item;
            }
        }
        if (found == null) {
            throw new CelError(name + " called on empty list");
        }
        return found;
    }

    private static Long indexOf(ListValue list, Object wanted) {
        long index = 0;
        for (Object item : list) {
            if (Values.equal(item, wanted)) {
                return index;
            }
            index++;
        }
        return -1L;
    }

    private static Long lastIndexOf(ListValue list, Object wanted) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (Values.equal(list.at(i), wanted)) {
                return (long) i;
            }
        }
        return -1L;
    }

    private static ListValue sort(Object list, Object keys) {
        ListValue items = (ListValue) list;
        ListValue order = (ListValue) keys;
        if (items.size() != order.size()) {
            throw new CelError("@sortByAssociatedKeys() expected a list of the same size as the associated keys list,"
                    + " but got " + items.size() + " and " + order.size() + " elements respectively");
        }
        for (Object key : order) {
            if (!Values.typeName(key).equals(Values.typeName(order.at(0)))) {
                throw new CelError("list elements must have the same type");
            }
        }
        List<Object> sorted = new ArrayList<>();
        IntStream.range(0, items.size())
                .boxed()
                .sorted((i, j) -> Values.compare(order.at(i), order.at(j)))
                .forEach(i -> sorted.add(items.at(i)));
        return new PlainList(sorted);
    }

    private static ListValue slice(ListValue list, long start, long end) {
        String call = "cannot slice(" + start + ", " + end + "), ";
        if (start < 0 || end < 0) {
            throw new CelError(call + "negative indexes not supported");
        }
        if (start > end) {
            throw new CelError(call + "start index must be less than or equal to end index");
        }
        if (list.size() < end) {
            throw new CelError(call + "list is length " + list.size());
        }
        List<Object> part = new ArrayList<>();
        for (long i = start; i < end; i++) {
            part.add(list.at((int) i));
        }
        return new PlainList(part);
    }

    private static ListValue flatten(Object list, long depth) {
        if (depth < 0) {
            throw new CelError("level must be non-negative");
        }
        List<Object> flat = new ArrayList<>();
        flatten((ListValue) list, depth, flat);
        return new PlainList(flat);
    }

    private static void flatten(ListValue list, long depth, List<Object> flat) {
        for (Object item : list) {
            if (item instanceof ListValue nested && depth > 0) {
                flatten(nested, depth - 1, flat);
            } else {
                flat.add(item);
            }
            if (flat.size() > LONGEST_RANGE) {
                throw new CostExceeded();
            }
        }
    }

    private static ListValue distinct(ListValue list) {
        List<Object> distinct = new ArrayList<>();
        for (Object item : list) {
            if (distinct.stream().noneMatch(known -> Values.equal(item, known))) {
                distinct.add(item);
            }
        }
        return new PlainList(distinct);
    }

    private static ListValue reverse(ListValue list) {
        List<Object> reversed = new ArrayList<>();
        list.forEach(reversed::add);
        Collections.reverse(reversed);
        return new PlainList(reversed);
    }

    private static ListValue range(long size) {
        if (size < 0) {
            throw new CelError("lists.range: size must be non-negative, got " + size);
        }
        if (size > LONGEST_RANGE) {
            throw new CelError("lists.range: size " + size + " exceeds maximum allowed (" + LONGEST_RANGE + ")");
        }
        return new Counting((int) size);
    }
}
