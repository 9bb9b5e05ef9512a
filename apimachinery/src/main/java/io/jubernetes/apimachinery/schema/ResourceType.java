package io.jubernetes.apimachinery.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A served resource.
 *
 * @param group empty for the core group
 * @param listKind the kind of lists of its objects
 * @param verbs in alphabetical order, as discovery names them
 * @param schemaType the name of its type in the {@link Schema}
 */
public record ResourceType(
        String group,
        String version,
        String kind,
        String listKind,
        String plural,
        String singular,
        List<String> shortNames,
        List<String> categories,
        boolean namespaced,
        List<String> verbs,
        List<Subresource> subresources,
        String schemaType) {

    public ResourceType {
        shortNames = List.copyOf(shortNames);
        categories = List.copyOf(categories);
        verbs = List.copyOf(verbs);
        subresources = List.copyOf(subresources);
    }

    /** {@code apps/v1}, or {@code v1} in the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code deployments.apps}, or {@code pods} in the core group. */
    public String groupResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    public boolean allows(String verb) {
        return verbs.contains(verb);
    }

    /** The subresource of this name, or null. */
    public @Nullable Subresource subresource(String name) {
        return subresources.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
