package io.jubernetes.apiserver.discovery;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code /api} and {@code /apis} with what is below them. The two roots also give everything at once, to clients that accept
 * {@code APIGroupDiscoveryList}.
 */
public final class DiscoveryEndpoint implements NonResourceEndpoint {

    private static final String JSON = "application/json";
    private static final List<String> AGGREGATED_VERSIONS = List.of("v2", "v2beta1");

    private final Map<String, Document> documents = new LinkedHashMap<>();

    /** Path and version of the aggregated form. */
    private record Aggregated(String path, String version) {}

    private final Map<Aggregated, Document> aggregated = new LinkedHashMap<>();

    /** @param serverAddress where clients reach this server, {@code host:port} */
    public DiscoveryEndpoint(Catalogue catalogue, String serverAddress) {
        Documents plain = new Documents(catalogue);
        put("/api", Document.of(JSON, plain.coreVersions(serverAddress)));
        put("/apis", Document.of(JSON, plain.groups()));
        plain.namedGroups().forEach(group -> put("/apis/" + group, Document.of(JSON, plain.group(group))));
        for (String group : catalogue.groups()) {
            for (String version : catalogue.versions(group)) {
                String path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
                put(path, Document.of(JSON, plain.resources(group, version)));
            }
        }
        AggregatedDocuments all = new AggregatedDocuments(catalogue);
        for (String version : AGGREGATED_VERSIONS) {
            String type = JSON + ";g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
            aggregated.put(new Aggregated("/api", version), Document.of(type, all.of(List.of(""), version)));
            aggregated.put(new Aggregated("/apis", version), Document.of(type, all.of(plain.namedGroups(), version)));
        }
    }

    private void put(String path, Document document) {
        documents.put(path, document);
    }

    /** The paths that are served, for the index of all paths. */
    public List<String> paths() {
        return List.copyOf(documents.keySet());
    }

    @Override
    public boolean serves(String path) {
        return documents.containsKey(path);
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        String path = withoutTrailingSlash(context.info().path());
        return aggregated(path, context.request())
                .orElseGet(() -> Objects.requireNonNull(documents.get(path)))
                .answer(context.request());
    }

    private Optional<Document> aggregated(String path, ApiRequest request) {
        for (String accepted : String.join(",", request.headers().all("accept")).split(",")) {
            String wanted = accepted.replace(" ", "");
            for (String version : AGGREGATED_VERSIONS) {
                if (wanted.contains("as=APIGroupDiscoveryList") && wanted.contains(";v=" + version + ";")) {
                    return Optional.ofNullable(aggregated.get(new Aggregated(path, version)));
                }
            }
        }
        return Optional.empty();
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
