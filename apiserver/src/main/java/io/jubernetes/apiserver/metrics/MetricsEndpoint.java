package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@code /metrics}. */
public final class MetricsEndpoint implements NonResourceEndpoint {

    private final ServerMetrics metrics;
    private final ObjectReader objects;
    private final Supplier<ServedTypes> types;
    private final String version;

    /** @param version of the server */
    public MetricsEndpoint(ServerMetrics metrics, ObjectReader objects, Supplier<ServedTypes> types, String version) {
        this.metrics = metrics;
        this.objects = objects;
        this.types = types;
        this.version = version;
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/metrics");
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        MetricText text = new MetricText();
        metrics.write(text);
        objects(text);
        registrations(text);
        text.family("kubernetes_build_info", "gauge", "The version of the server.");
        String[] numbers = version.substring(1).split("\\.");
        text.sample(1, "git_version", version, "major", numbers[0], "minor", numbers[1]);
        ProcessMetrics.write(text);
        return ApiResponse.of(200, MetricText.CONTENT_TYPE, text.bytes());
    }

    private void objects(MetricText text) {
        Map<String, ResourceType> stored = new TreeMap<>();
        types.get().catalogue().all().stream()
                .filter(type -> type.allows("list"))
                .forEach(type -> stored.putIfAbsent(type.groupResource(), type));
        text.family("apiserver_storage_objects", "gauge", "Stored objects by resource.");
        stored.forEach(
                (resource, type) -> text.sample(objects.count(type.group(), type.plural()), "resource", resource));
        text.family("apiserver_resource_objects", "gauge", "Stored objects by group and resource.");
        stored.forEach((resource, type) -> text.sample(
                objects.count(type.group(), type.plural()), "group", type.group(), "resource", type.plural()));
        text.family("apiserver_watch_cache_resource_version", "gauge", "The newest change that a cache holds.");
        stored.forEach((resource, type) -> text.sample(
                objects.revision(type.group(), type.plural()), "group", type.group(), "resource", type.plural()));
    }

    private void registrations(MetricText text) {
        text.family("aggregator_unavailable_apiservice", "gauge", "Whether an APIService cannot be had.");
        objects.list("apiregistration.k8s.io", "apiservices", "").forEach(service -> {
            boolean available = service.path("status")
                    .path("conditions")
                    .valueStream()
                    .anyMatch(condition -> condition.path("type").asText().equals("Available")
                            && condition.path("status").asText().equals("True"));
            text.sample(
                    available ? 0 : 1,
                    "name",
                    service.path("metadata").path("name").asText());
        });
    }
}
