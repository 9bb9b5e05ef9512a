package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.schema.ResourceType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was asked for although it is going away: those who run a cluster look here before they go to its next version. */
final class DeprecatedApis {

    private static final Pattern REMOVED = Pattern.compile("unavailable in v([0-9.]+)");

    private record Requested(String group, String version, String resource, String subresource, String removed) {}

    private final Set<Requested> requested = ConcurrentHashMap.newKeySet();

    /** @param deprecation what the client was told */
    void asked(ResourceType type, String subresource, String deprecation) {
        Matcher removed = REMOVED.matcher(deprecation);
        requested.add(new Requested(
                type.group(), type.version(), type.plural(), subresource, removed.find() ? removed.group(1) : ""));
    }

    void write(MetricText text) {
        text.family("apiserver_requested_deprecated_apis", "gauge", "Versions that were asked for and are going away.");
        requested.forEach(one -> text.sample(
                1,
                "group",
                one.group(),
                "removed_release",
                one.removed(),
                "resource",
                one.resource(),
                "subresource",
                one.subresource(),
                "version",
                one.version()));
    }
}
