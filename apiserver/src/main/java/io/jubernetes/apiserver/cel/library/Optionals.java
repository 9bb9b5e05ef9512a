package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.ANY_A;
import static io.jubernetes.apiserver.cel.library.Types.ANY_B;
import static io.jubernetes.apiserver.cel.library.Types.BOOL;
import static io.jubernetes.apiserver.cel.library.Types.INT;
import static io.jubernetes.apiserver.cel.library.Types.LIST_A;
import static io.jubernetes.apiserver.cel.library.Types.MAP_AB;

import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.ListValue;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.PlainList;
import io.jubernetes.apiserver.cel.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values that may be missing; what is evaluated only when it is needed is not here. */
final class Optionals {

    private static final CelType OPTIONAL = Types.optional(ANY_A);
    private static final CelType OPTIONAL_LIST = Types.optional(LIST_A);
    private static final CelType OPTIONAL_MAP = Types.optional(MAP_AB);

    private Optionals() {}

    static void addTo(Functions to) {
        to.global("optional.of", "optional_of", OPTIONAL, a -> Optional.of(a[0]), ANY_A);
        to.global(
                "optional.ofNonZeroValue",
                "optional_ofNonZeroValue",
                OPTIONAL,
                a -> Values.isZero(a[0]) ? Optional.empty() : Optional.of(a[0]),
                ANY_A);
        to.global("optional.none", "optional_none", OPTIONAL, a -> Optional.empty());
        to.member("value", "optional_value", ANY_A, a -> value((Optional<?>) a[0]), OPTIONAL);
        to.member("hasValue", "optional_hasValue", BOOL, a -> ((Optional<?>) a[0]).isPresent(), OPTIONAL);
        to.global("optional.unwrap", "optional_unwrap_list", LIST_A, a -> present((ListValue) a[0]), LIST_A);
        to.member("first", "optional_list_first", OPTIONAL, a -> item((ListValue) a[0], 0), LIST_A);
        to.member(
                "last",
                "optional_list_last",
                OPTIONAL,
                a -> item((ListValue) a[0], ((ListValue) a[0]).size() - 1L),
                LIST_A);
        index(to, "_[_]", "optional_list_index_int", "optional_map_index_value");
        index(to, "_[?_]", "optional_list_optindex_optional_int", "optional_map_optindex_optional_value");
        to.global(
                "_[?_]", "list_optindex_optional_int", OPTIONAL, a -> item((ListValue) a[0], (Long) a[1]), LIST_A, INT);
        to.global(
                "_[?_]",
                "map_optindex_optional_value",
                OPTIONAL,
                a -> Optional.ofNullable(((MapValue) a[0]).find(a[1])),
                MAP_AB,
                ANY_A);
    }

    /** What the compiler does not know of itself. */
    static void addUndeclared(Functions to) {
        to.member("unwrapOpt", "optional_unwrapOpt", LIST_A, a -> present((ListValue) a[0]), Types.list(OPTIONAL));
    }

    private static void index(Functions to, String operator, String ofList, String ofMap) {
        to.global(
                operator,
                ofList,
                OPTIONAL,
                a -> ((Optional<?>) a[0]).flatMap(list -> item((ListValue) list, (Long) a[1])),
                OPTIONAL_LIST,
                INT);
        to.global(
                operator,
                ofMap,
                OPTIONAL,
                a -> ((Optional<?>) a[0]).flatMap(map -> Optional.ofNullable(((MapValue) map).find(a[1]))),
                OPTIONAL_MAP,
                ANY_B);
    }

    private static Object value(Optional<?> maybe) {
        if (maybe.isEmpty()) {
            throw new CelError("optional.none() dereference");
        }
        return maybe.get();
    }

    private static ListValue present(ListValue list) {
        List<Object> present = new ArrayList<>();
        for (Object item : list) {
            ((Optional<?>) item).ifPresent(present::add);
        }
        return new PlainList(present);
    }

    private static Optional<Object> item(ListValue list, long index) {
        return index >= 0 && index < list.size() ? Optional.of(list.at((int) index)) : Optional.empty();
    }
}
