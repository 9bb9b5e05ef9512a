package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The resources that are served at a moment: those of Kubernetes, and custom ones. Immutable.
 *
 * @param remotes what other servers serve, to which requests are passed on
 */
public record ServedTypes(Catalogue catalogue, Map<ResourceType, CustomType> custom, List<RemoteVersion> remotes) {

    private static final List<String> CHANGING = List.of("create", "patch", "update");

    public ServedTypes(Catalogue catalogue, Map<ResourceType, CustomType> custom) {
        this(catalogue, custom, List.of());
    }

    /**
     * What is known of a custom resource in one of its versions.
     *
     * @param edition changes when anything that clients are told of it does
     * @param schema its OpenAPI schema with all descriptions; made anew for each caller
     * @param columns of its tables, besides the name
     * @param storedAs the version in which its objects lie
     * @param leaving whether its definition is being deleted
     */
    public record CustomType(
            String edition, Supplier<JsonNode> schema, List<PrinterColumn> columns, String storedAs, boolean leaving) {}

    /** A column of tables. @param jsonPath where its value stands */
    public record PrinterColumn(
            String name, String type, String format, String description, int priority, String jsonPath) {}

    /** What clients are told that they can do: nothing new is to be made of what is leaving. */
    public List<String> verbs(ResourceType type) {
        CustomType known = custom.get(type);
        return known == null || !known.leaving()
                ? type.verbs()
                : type.verbs().stream().filter(verb -> !CHANGING.contains(verb)).toList();
    }

    public @Nullable CustomType custom(ResourceType type) {
        return custom.get(type);
    }

    /** As {@link #custom(ResourceType)}, by the name of a kind. */
    public @Nullable CustomType custom(String group, String version, String kind) {
        ResourceType type = custom.isEmpty() ? null : catalogue.findKind(group, version, kind);
        return type == null ? null : custom.get(type);
    }
}
