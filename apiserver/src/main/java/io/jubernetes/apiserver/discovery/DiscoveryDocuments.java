package io.jubernetes.apiserver.discovery;

import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All documents about a catalogue. Immutable. */
final class DiscoveryDocuments {

    static final List<String> AGGREGATED_VERSIONS = List.of("v2", "v2beta1");

    private static final String JSON = "application/json";

    private final Map<String, Document> documents = new LinkedHashMap<>();
    /** Where other servers answer. */
    private final List<String> remotePaths;

    /** Path and version of the aggregated form. */
    private record Aggregated(String path, String version) {}

    private final Map<Aggregated, Document> aggregated = new LinkedHashMap<>();

    /** @param serverAddress where clients reach this server, {@code host:port} */
    DiscoveryDocuments(ServedTypes types, String serverAddress) {
        GroupVersions all = new GroupVersions(types);
        remotePaths = types.remotes().stream()
                .map(remote -> "/apis/" + remote.group() + "/" + remote.version())
                .toList();
        Catalogue catalogue = types.catalogue();
        Documents plain = new Documents(all);
        put("/api", Document.of(JSON, plain.coreVersions(serverAddress)));
        put("/apis", Document.of(JSON, plain.groups()));
        all.named().forEach(group -> put("/apis/" + group, Document.of(JSON, plain.group(group))));
        for (String group : catalogue.groups()) {
            for (String version : catalogue.versions(group)) {
                String path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
                put(path, Document.of(JSON, plain.resources(group, version)));
            }
        }
        AggregatedDocuments together = new AggregatedDocuments(all);
        for (String version : AGGREGATED_VERSIONS) {
            String type = JSON + ";g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
            aggregated.put(new Aggregated("/api", version), Document.of(type, together.of(List.of(""), version)));
            aggregated.put(new Aggregated("/apis", version), Document.of(type, together.of(all.named(), version)));
        }
    }

    private void put(String path, Document document) {
        documents.put(path, document);
    }

    List<String> paths() {
        List<String> paths = new ArrayList<>(documents.keySet());
        remotePaths.stream().filter(path -> !documents.containsKey(path)).forEach(paths::add);
        return paths;
    }

    /** The document at a path, or null. */
    @Nullable
    Document find(String path) {
        return documents.get(path);
    }

    /** The document that has all of a path in one, or null. @param version of the form */
    @Nullable
    Document aggregated(String path, String version) {
        return aggregated.get(new Aggregated(path, version));
    }
}
