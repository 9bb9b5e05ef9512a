package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.LIST_A;

import io.jubernetes.apiserver.cel.value.ListValue;

/** Lists taken as sets. */
final class Sets {

    private Sets() {}

    static void addTo(Functions to) {
        to.global("sets.contains", "list_sets_contains_list", BOOL, a -> contains(a[0], a[1]), LIST_A, LIST_A);
        to.global(
                "sets.equivalent",
                "list_sets_equivalent_list",
                BOOL,
                a -> contains(a[0], a[1]) && contains(a[1], a[0]),
                LIST_A,
                LIST_A);
        to.global("sets.intersects", "list_sets_intersects_list", BOOL, a -> intersect(a[0], a[1]), LIST_A, LIST_A);
    }

    private static boolean contains(Object list, Object part) {
        for (Object item : (ListValue) part) {
            if (!((ListValue) list).contains(item)) {
                return false;
            }
        }
        return true;
    }

    private static Boolean intersect(Object a, Object b) {
        for (Object item : (ListValue) a) {
            if (((ListValue) b).contains(item)) {
                return true;
            }
        }
        return false;
    }
}
