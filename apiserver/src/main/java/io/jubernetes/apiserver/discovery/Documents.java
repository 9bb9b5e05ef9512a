package io.jubernetes.apiserver.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import java.util.List;

/** The discovery documents as clients before aggregated discovery read them: one for each group and version. */
final class Documents {

    private final GroupVersions all;
    private final Catalogue catalogue;

    Documents(GroupVersions all) {
        this.all = all;
        this.catalogue = all.catalogue();
    }

    /** {@code /api}. */
    ObjectNode coreVersions(String serverAddress) {
        ObjectNode document = Json.object().put("kind", "APIVersions");
        catalogue.versions("").forEach(document.putArray("versions")::add);
        document.putArray("serverAddressByClientCIDRs")
                .addObject()
                .put("clientCIDR", "0.0.0.0/0")
                .put("serverAddress", serverAddress);
        return document;
    }

    /** {@code /apis}. */
    ObjectNode groups() {
        ObjectNode document = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = document.putArray("groups");
        all.named().forEach(group -> fill(groups.addObject(), group));
        return document;
    }

    /** {@code /apis/GROUP}. */
    ObjectNode group(String group) {
        ObjectNode document = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
        return fill(document, group);
    }

    /** {@code /api/VERSION} and {@code /apis/GROUP/VERSION}. */
    ObjectNode resources(String group, String version) {
        ObjectNode document = Json.object().put("kind", "APIResourceList");
        if (!group.isEmpty()) {
            document.put("apiVersion", "v1");
        }
        document.put("groupVersion", apiVersion(group, version));
        ArrayNode resources = document.putArray("resources");
        for (ResourceType type : catalogue.all()) {
            if (type.group().equals(group) && type.version().equals(version)) {
                resources.add(resource(type));
                type.subresources().forEach(sub -> resources.add(subresource(type, sub)));
            }
        }
        return document;
    }

    private ObjectNode fill(ObjectNode document, String group) {
        document.put("name", group);
        List<String> names = all.versions(group);
        ArrayNode versions = document.putArray("versions");
        names.forEach(version -> version(versions.addObject(), group, version));
        version(document.putObject("preferredVersion"), group, names.getFirst());
        return document;
    }

    private static void version(ObjectNode to, String group, String version) {
        to.put("groupVersion", apiVersion(group, version)).put("version", version);
    }

    private ObjectNode resource(ResourceType type) {
        ObjectNode resource = Json.object()
                .put("name", type.plural())
                .put("singularName", type.singular())
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        all.verbs(type).forEach(resource.putArray("verbs")::add);
        putUnlessEmpty(resource, "shortNames", type.shortNames());
        putUnlessEmpty(resource, "categories", type.categories());
        String hash = all.storageHash(type);
        if (!hash.isEmpty()) {
            resource.put("storageVersionHash", hash);
        }
        return resource;
    }

    private static ObjectNode subresource(ResourceType type, Subresource sub) {
        ObjectNode resource = Json.object()
                .put("name", type.plural() + "/" + sub.name())
                .put("singularName", "")
                .put("namespaced", type.namespaced());
        if (!sub.group().equals(type.group()) || !sub.version().equals(type.version())) {
            resource.put("group", sub.group()).put("version", sub.version());
        }
        resource.put("kind", sub.kind());
        sub.verbs().forEach(resource.putArray("verbs")::add);
        return resource;
    }

    static void putUnlessEmpty(ObjectNode to, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(to.putArray(name)::add);
        }
    }

    private static String apiVersion(String group, String version) {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
