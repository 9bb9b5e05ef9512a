package io.jubernetes.client;

import java.util.List;

/**
 * A list, or a piece of one.
 *
 * @param resourceVersion the state of the whole collection that was read; watch from here
 * @param continueToken asks for the next piece; empty when this is the last
 */
public record ResourceList<T>(List<T> items, String resourceVersion, String continueToken) {
    public ResourceList {
        items = List.copyOf(items);
    }
}
