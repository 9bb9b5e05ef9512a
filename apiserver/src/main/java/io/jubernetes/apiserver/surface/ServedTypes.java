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

    public ServedTypes(Catalogue catalogue, Map<ResourceType, CustomType> custom) {
        this(catalogue, custom, List.of());
    }

    /**
     * What is known of a custom resource in one of its versions.
     *
     * @param edition changes when anything that clients are told of it does
     * @param schema its OpenAPI schema with all descriptions; made anew for each caller
     * @param columns of its tables, besides the name
     */
    public record CustomType(String edition, Supplier<JsonNode> schema, List<PrinterColumn> columns) {}

    /** A column of tables. @param jsonPath where its value stands */
    public record PrinterColumn(
            String name, String type, String format, String description, int priority, String jsonPath) {}

    public @Nullable CustomType custom(ResourceType type) {
        return custom.get(type);
    }

    /** As {@link #custom(ResourceType)}, by the name of a kind. */
    public @Nullable CustomType custom(String group, String version, String kind) {
        ResourceType type = custom.isEmpty() ? null : catalogue.findKind(group, version, kind);
        return type == null ? null : custom.get(type);
    }
}
