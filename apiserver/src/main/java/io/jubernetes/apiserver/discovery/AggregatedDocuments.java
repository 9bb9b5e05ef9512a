package io.jubernetes.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import io.jubernetes.apiserver.surface.RemoteVersion;
import java.util.List;

/** All groups with all their resources in one document. */
final class AggregatedDocuments {

    private final GroupVersions all;

    AggregatedDocuments(GroupVersions all) {
        this.all = all;
    }

    /** @param version of the document itself: {@code v2} or {@code v2beta1}, which look alike */
    ObjectNode of(List<String> groups, String version) {
        ObjectNode document =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/" + version);
        document.putObject("metadata");
        ArrayNode items = document.putArray("items");
        groups.forEach(group -> items.add(group(group)));
        return document;
    }

    private ObjectNode group(String group) {
        ObjectNode item = Json.object();
        ObjectNode metadata = item.putObject("metadata");
        if (!group.isEmpty()) {
            metadata.put("name", group);
        }
        ArrayNode versions = item.putArray("versions");
        all.versions(group).forEach(version -> versions.add(version(group, version)));
        return item;
    }

    private ObjectNode version(String group, String version) {
        ObjectNode document = Json.object().put("version", version);
        RemoteVersion remote = all.remote(group, version);
        if (remote != null) {
            return remote(document, remote.known());
        }
        ArrayNode resources = document.putArray("resources");
        for (ResourceType type : all.catalogue().all()) {
            if (type.group().equals(group) && type.version().equals(version)) {
                resources.add(resource(type));
            }
        }
        return document.put("freshness", "Current");
    }

    private static ObjectNode remote(ObjectNode document, RemoteVersion.Known known) {
        if (!known.resources().isEmpty()) {
            document.set("resources", known.resources());
        }
        return document.put("freshness", known.current() ? "Current" : "Stale");
    }

    private ObjectNode resource(ResourceType type) {
        ObjectNode resource = Json.object().put("resource", type.plural());
        kind(resource, type.group(), type.version(), type.kind());
        resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
        resource.put("singularResource", type.singular());
        all.verbs(type).forEach(resource.putArray("verbs")::add);
        Documents.putUnlessEmpty(resource, "shortNames", type.shortNames());
        Documents.putUnlessEmpty(resource, "categories", type.categories());
        if (!type.subresources().isEmpty()) {
            ArrayNode subresources = resource.putArray("subresources");
            type.subresources().forEach(sub -> subresources.add(subresource(sub)));
        }
        return resource;
    }

    private static ObjectNode subresource(Subresource sub) {
        ObjectNode document = Json.object().put("subresource", sub.name());
        kind(document, sub.group(), sub.version(), sub.kind());
        sub.verbs().forEach(document.putArray("verbs")::add);
        return document;
    }

    private static void kind(ObjectNode to, String group, String version, String kind) {
        to.putObject("responseKind").put("group", group).put("version", version).put("kind", kind);
    }
}
