package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The documents about what is served at a moment. Those that are the same as before are not made again. */
final class OpenApiDocuments {

    private static final String INDEX = "/openapi/v3";
    private static final String EVERYTHING = "/openapi/v2";

    private final Map<String, LazyDocument> documents = new LinkedHashMap<>();

    private OpenApiDocuments() {}

    /** Of what Kubernetes itself has. */
    static OpenApiDocuments builtIn(String version) {
        OpenApiDocuments all = new OpenApiDocuments();
        Catalogue catalogue = Catalogue.kubernetes();
        ServedTypes types = new ServedTypes(catalogue, Map.of());
        Specifications specifications = new Specifications(types, version);
        all.put(EVERYTHING, OpenApiEndpoint.EDITION, specifications::v2);
        all.putIndex(OpenApiEndpoint.EDITION);
        for (String group : catalogue.groups()) {
            for (String groupVersion : catalogue.versions(group)) {
                all.put(
                        path(group, groupVersion),
                        OpenApiEndpoint.EDITION,
                        () -> specifications.v3(group, groupVersion));
            }
        }
        return all;
    }

    /** Of what is served now. @param before what was told last */
    static OpenApiDocuments of(ServedTypes types, OpenApiDocuments builtIn, OpenApiDocuments before, String version) {
        if (types.custom().isEmpty()) {
            return builtIn;
        }
        OpenApiDocuments all = new OpenApiDocuments();
        Specifications specifications = new Specifications(types, version);
        List<ResourceType> custom = List.copyOf(types.custom().keySet());
        String edition = CustomSchemas.edition(types, custom);
        all.put(EVERYTHING, edition, specifications::v2);
        all.putIndex(edition);
        builtIn.documents.forEach(all.documents::putIfAbsent);
        for (ResourceType type : custom) {
            String path = path(type.group(), type.version());
            if (all.documents.containsKey(path)) {
                continue;
            }
            List<ResourceType> same = custom.stream()
                    .filter(other -> other.apiVersion().equals(type.apiVersion()))
                    .toList();
            String own = CustomSchemas.edition(types, same);
            LazyDocument known = before.documents.get(path);
            if (known != null && known.edition().equals(own)) {
                all.documents.put(path, known);
            } else {
                all.put(path, own, () -> specifications.v3(type.group(), type.version()));
            }
        }
        return all;
    }

    private static String path(String group, String version) {
        return INDEX + "/" + (group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version);
    }

    private void put(String path, String edition, Supplier<ObjectNode> source) {
        documents.put(path, new LazyDocument(edition, source));
    }

    private void putIndex(String edition) {
        put(INDEX, edition, this::index);
    }

    private ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        documents.forEach((path, document) -> {
            if (path.startsWith(INDEX + "/")) {
                paths.putObject(path.substring(INDEX.length() + 1))
                        .put("serverRelativeURL", path + "?hash=" + document.edition());
            }
        });
        return index;
    }

    /** The document at a path, or null. */
    @Nullable
    LazyDocument find(String path) {
        return documents.get(path);
    }
}
