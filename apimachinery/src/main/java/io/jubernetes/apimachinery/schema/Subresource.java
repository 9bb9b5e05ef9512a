package io.jubernetes.apimachinery.schema;

import java.util.List;

/**
 * A part or an action of a resource with its own path behind the object's name.
 *
 * @param group of the kind it takes and gives; for instance {@code policy} for {@code pods/eviction}
 * @param schemaType the name of that kind's type in the {@link Schema}; empty when it takes only query parameters
 */
public record Subresource(
        String name, String group, String version, String kind, List<String> verbs, String schemaType) {

    public Subresource {
        verbs = List.copyOf(verbs);
    }

    public boolean allows(String verb) {
        return verbs.contains(verb);
    }
}
