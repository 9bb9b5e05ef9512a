package io.jubernetes.apiserver.aggregation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An {@code APIResourceList} in the form of aggregated discovery, where subresources lie below their resources. */
final class ResourceLists {

    private ResourceLists() {}

    static ArrayNode toDiscovery(JsonNode list, String group, String version) {
        Map<String, ObjectNode> resources = new LinkedHashMap<>();
        for (JsonNode item : list.path("resources")) {
            String[] name = item.path("name").asText().split("/", 2);
            ObjectNode owner =
                    resources.computeIfAbsent(name[0], n -> Json.object().put("resource", n));
            ObjectNode kind = kind(item, group, version);
            if (name.length == 1) {
                owner.set("responseKind", kind);
                owner.put("scope", item.path("namespaced").asBoolean() ? "Namespaced" : "Cluster");
                owner.put("singularResource", item.path("singularName").asText());
                copy(item, owner, List.of("verbs", "shortNames", "categories"));
            } else {
                ObjectNode subresource = owner.withArray("subresources").addObject();
                subresource.put("subresource", name[1]).set("responseKind", kind);
                copy(item, subresource, List.of("verbs"));
            }
        }
        ArrayNode all = Json.object().arrayNode();
        resources.values().forEach(all::add);
        return all;
    }

    private static ObjectNode kind(JsonNode item, String group, String version) {
        return Json.object()
                .put("group", item.path("group").asText(group))
                .put("version", item.path("version").asText(version))
                .put("kind", item.path("kind").asText());
    }

    private static void copy(JsonNode from, ObjectNode to, List<String> fields) {
        for (String field : fields) {
            if (!from.path(field).isEmpty()) {
                to.set(field, from.path(field));
            }
        }
    }
}
