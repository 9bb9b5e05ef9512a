package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.surface.RemoteVersion;
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
    private List<RemoteVersion> remotes = List.of();

    /** Of what does not come and go. */
    private final String edition;

    private OpenApiDocuments(String edition) {
        this.edition = edition;
    }

    /** Of what Kubernetes itself has. */
    static OpenApiDocuments builtIn(Catalogue catalogue, String version) {
        String edition = edition(catalogue);
        OpenApiDocuments all = new OpenApiDocuments(edition);
        ServedTypes types = new ServedTypes(catalogue, Map.of());
        Specifications specifications = new Specifications(types, version);
        all.put(EVERYTHING, edition, specifications::v2);
        all.putIndex(edition);
        for (String group : catalogue.groups()) {
            for (String groupVersion : catalogue.versions(group)) {
                all.put(path(group, groupVersion), edition, () -> specifications.v3(group, groupVersion));
            }
        }
        return all;
    }

    /** Of the documents as they usually are, or, when more versions are served, what follows from those. */
    private static String edition(Catalogue catalogue) {
        if (catalogue == Catalogue.kubernetes()) {
            return OpenApiEndpoint.EDITION;
        }
        StringBuilder all = new StringBuilder(OpenApiEndpoint.EDITION);
        catalogue
                .all()
                .forEach(type ->
                        all.append('\n').append(type.apiVersion()).append('/').append(type.plural()));
        return Editions.of(all.toString());
    }

    /** Of what is served now. @param before what was told last */
    static OpenApiDocuments of(ServedTypes types, OpenApiDocuments builtIn, OpenApiDocuments before, String version) {
        if (types.custom().isEmpty() && types.remotes().isEmpty()) {
            return builtIn;
        }
        OpenApiDocuments all = new OpenApiDocuments(builtIn.edition);
        Specifications specifications = new Specifications(types, version);
        List<ResourceType> custom = List.copyOf(types.custom().keySet());
        all.remotes = types.remotes();
        String ours = CustomSchemas.edition(builtIn.edition, types, custom);
        String edition = RemoteSpecifications.edition(ours, types.remotes());
        all.put(EVERYTHING, edition, () -> RemoteSpecifications.merge(specifications.v2(), types.remotes()));
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
            String own = CustomSchemas.edition(builtIn.edition, types, same);
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
        for (RemoteVersion remote : remotes) {
            String path = "apis/" + remote.group() + "/" + remote.version();
            paths.remove(path);
            if (!remote.known().openApi().isEmpty()) {
                paths.putObject(path).put("serverRelativeURL", remote.known().openApi());
            }
        }
        return index;
    }

    /** The document at a path, or null. */
    @Nullable
    LazyDocument find(String path) {
        return documents.get(path);
    }
}
