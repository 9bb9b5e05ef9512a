package io.jubernetes.apiserver.cel.library;

import static io.jubernetes.apiserver.cel.library.Types.ANY_A;
import static io.jubernetes.apiserver.cel.library.Types.ANY_B;
import static io.jubernetes.apiserver.cel.library.Types.MAP_AB;

import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.PlainMap;
import io.jubernetes.apiserver.cel.value.Text;

/** What comprehensions collect maps with: nobody else sees the map on the left, so it grows in place. */
final class Maps {

    private Maps() {}

    static void addTo(Functions to) {
        to.global(
                "cel.@mapInsert",
                "cel_@mapInsert_map_key_value",
                MAP_AB,
                a -> insert((PlainMap) a[0], a[1], a[2]),
                MAP_AB,
                ANY_A,
                ANY_B);
        to.global(
                "cel.@mapInsert",
                "cel_@mapInsert_map_map",
                MAP_AB,
                a -> insertAll((PlainMap) a[0], (MapValue) a[1]),
                MAP_AB,
                MAP_AB);
    }

    private static PlainMap insert(PlainMap map, Object key, Object value) {
        if (!map.put(key, value)) {
            throw new CelError("insert failed: key " + Text.of(key) + " already exists");
        }
        return map;
    }

    private static PlainMap insertAll(PlainMap map, MapValue added) {
        added.keys().forEach(key -> insert(map, key, added.get(key)));
        return map;
    }
}
