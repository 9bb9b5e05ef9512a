package io.jubernetes.apiserver.cel.value;

import org.jspecify.annotations.Nullable;

/** A map, or an object with fields. It does not change. */
public interface MapValue {

    int size();

    /** The value of a key; null when there is none. */
    @Nullable
    Object find(Object key);

    Iterable<Object> keys();

    /** @throws CelError when there is no such key */
    default Object get(Object key) {
        Object found = find(key);
        if (found == null) {
            throw new CelError("no such key: " + Text.of(key));
        }
        return found;
    }

    /** Whether the other is the same, in the sense of this map. */
    default boolean isSameAs(MapValue other) {
        if (size() != other.size()) {
            return false;
        }
        for (Object key : keys()) {
            Object theirs = other.find(key);
            if (theirs == null || !Values.equal(get(key), theirs)) {
                return false;
            }
        }
        return true;
    }
}
