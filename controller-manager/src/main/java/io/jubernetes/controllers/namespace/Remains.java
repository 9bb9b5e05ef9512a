package io.jubernetes.controllers.namespace;

import java.util.TreeMap;

/**
 * What is still in a namespace after its content was told to go.
 *
 * @param resources how many objects of each resource
 * @param finalizers how many objects wait for each finalizer
 * @param failures what could not be deleted, by resource
 * @param undiscovered group versions that did not answer
 */
record Remains(
        TreeMap<String, Integer> resources,
        TreeMap<String, Integer> finalizers,
        TreeMap<String, String> failures,
        TreeMap<String, String> undiscovered) {

    static Remains none() {
        return new Remains(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    boolean isNothing() {
        return resources.isEmpty() && failures.isEmpty() && undiscovered.isEmpty();
    }
}
