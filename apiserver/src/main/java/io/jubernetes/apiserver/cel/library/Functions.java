package io.jubernetes.apiserver.cel.library;

import dev.cel.common.types.CelType;
import io.jubernetes.apiserver.cel.library.Overload.Implementation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects overloads by their ids. */
final class Functions {

    private final Map<String, Overload> all = new LinkedHashMap<>();

    /** A function that is called by its name. */
    void global(String name, String id, CelType result, Implementation body, CelType... parameters) {
        put(new Overload(name, id, false, result, List.of(parameters), body));
    }

    /** A function that is called on its first argument. */
    void member(String name, String id, CelType result, Implementation body, CelType... parameters) {
        put(new Overload(name, id, true, result, List.of(parameters), body));
    }

    private void put(Overload overload) {
        if (all.put(overload.id(), overload) != null) {
            throw new IllegalStateException("declared twice: " + overload.id());
        }
    }

    Map<String, Overload> all() {
        return all;
    }
}
