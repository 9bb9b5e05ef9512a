package io.jubernetes.client;

/** What a watch tells. An error ends a watch and is thrown instead. */
public sealed interface WatchEvent<T> {

    record Added<T>(T object) implements WatchEvent<T> {}

    record Modified<T>(T object) implements WatchEvent<T> {}

    /** @param object as it was last */
    record Deleted<T>(T object) implements WatchEvent<T> {}

    /**
     * All changes up to here were told.
     *
     * @param initialEventsEnd the list part of a watch that began with one is complete
     */
    record Bookmark<T>(String resourceVersion, boolean initialEventsEnd) implements WatchEvent<T> {}
}
