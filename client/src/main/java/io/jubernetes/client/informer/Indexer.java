package io.jubernetes.client.informer;

import java.util.List;

/** Says under which values of an index an object is found. */
@FunctionalInterface
public interface Indexer<T> {
    List<String> valuesOf(T object);
}
