package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Subresource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The full name of a kind. */
record GroupVersionKind(String group, String version, String kind) {

    ObjectNode toJson() {
        return Json.object().put("group", group).put("kind", kind).put("version", version);
    }

    static GroupVersionKind of(ResourceType type) {
        return new GroupVersionKind(type.group(), type.version(), type.kind());
    }

    static GroupVersionKind of(Subresource sub) {
        return new GroupVersionKind(sub.group(), sub.version(), sub.kind());
    }

    /** The kinds of each type, those of lists included. */
    static Map<String, List<GroupVersionKind>> byType(Catalogue catalogue) {
        Map<String, List<GroupVersionKind>> all = new LinkedHashMap<>();
        for (ResourceType type : catalogue.all()) {
            put(all, type.schemaType(), of(type));
            GroupVersionKind list = new GroupVersionKind(type.group(), type.version(), type.listKind());
            put(all, type.schemaType() + "List", list);
            type.subresources().stream()
                    .filter(sub -> !sub.schemaType().isEmpty())
                    .forEach(sub -> put(all, sub.schemaType(), of(sub)));
        }
        return all;
    }

    private static void put(Map<String, List<GroupVersionKind>> all, String type, GroupVersionKind kind) {
        List<GroupVersionKind> kinds = all.computeIfAbsent(type, t -> new ArrayList<>());
        if (!kinds.contains(kind)) {
            kinds.add(kind);
        }
    }
}
