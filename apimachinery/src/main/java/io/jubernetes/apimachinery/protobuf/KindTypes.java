package io.jubernetes.apimachinery.protobuf;

import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which type of the schema the objects of a kind have. */
final class KindTypes {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";

    private final Catalogue catalogue;
    private final Map<String, String> types = new HashMap<>();

    KindTypes(Catalogue catalogue) {
        this.catalogue = catalogue;
        for (ResourceType type : catalogue.all()) {
            add(type.apiVersion(), type.kind(), type.schemaType());
            add(type.apiVersion(), type.listKind(), type.schemaType() + "List");
            for (Subresource subresource : type.subresources()) {
                add(apiVersion(subresource), subresource.kind(), subresource.schemaType());
            }
        }
        add("v1", "Status", META + "Status");
        add("v1", "List", META + "List");
        add("meta.k8s.io/v1", "PartialObjectMetadata", META + "PartialObjectMetadata");
        add("meta.k8s.io/v1", "PartialObjectMetadataList", META + "PartialObjectMetadataList");
    }

    private static String apiVersion(Subresource subresource) {
        return subresource.group().isEmpty()
                ? subresource.version()
                : subresource.group() + "/" + subresource.version();
    }

    private void add(String apiVersion, String kind, String type) {
        types.putIfAbsent(key(apiVersion, kind), type);
    }

    private static String key(String apiVersion, String kind) {
        return apiVersion + " " + kind;
    }

    /** The type, or null when objects of this kind have no protobuf form. */
    @Nullable
    TypeSchema find(String apiVersion, String kind) {
        // every group has this kind, and it is the same in all
        String name = kind.equals("DeleteOptions") ? META + kind : types.get(key(apiVersion, kind));
        return name == null ? null : catalogue.schema().find(name);
    }
}
