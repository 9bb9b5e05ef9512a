package io.jubernetes.client.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Which object to look at.
 *
 * @param namespace empty for objects without one
 */
public record Key(String namespace, String name) implements Comparable<Key> {

    /** The key of an object. */
    public static Key of(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new Key(namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    @Override
    public int compareTo(Key other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    /** {@code namespace/name}, or the name alone. */
    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
