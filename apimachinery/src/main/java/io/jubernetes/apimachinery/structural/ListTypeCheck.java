package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a schema says about how lists and maps are merged must fit what it says about their items. */
final class ListTypeCheck {

    private static final List<String> LIST_TYPES = List.of("atomic", "set", "map");
    private static final List<String> MAP_TYPES = List.of("atomic", "granular");
    private static final List<String> SCALARS = List.of("string", "integer", "number", "boolean");

    private final List<StatusCause> causes;

    private ListTypeCheck(List<StatusCause> causes) {
        this.causes = causes;
    }

    static void check(String path, JsonNode schema, List<StatusCause> causes) {
        new ListTypeCheck(causes).check(path, schema);
    }

    private void check(String path, JsonNode schema) {
        String listType = Extensions.listType(schema);
        String mapType = schema.path(Extensions.MAP_TYPE).asText("");
        if (!listType.isEmpty()) {
            listType(path, schema, listType);
        }
        JsonNode keys = schema.path(Extensions.LIST_KEYS);
        if (!keys.isEmpty() && !listType.equals("map")) {
            boolean unsaid = listType.isEmpty();
            String at = path + "." + Extensions.LIST_TYPE;
            String detail = "must be map if x-kubernetes-list-map-keys is non-empty";
            causes.add(unsaid ? Causes.required(at, detail) : Causes.invalid(at, listType, detail));
        }
        if (!mapType.isEmpty()) {
            mapType(path, schema, mapType);
        }
    }

    private void listType(String path, JsonNode schema, String listType) {
        if (!LIST_TYPES.contains(listType)) {
            causes.add(Causes.notSupported(
                    path + "." + Extensions.LIST_TYPE, schema.get(Extensions.LIST_TYPE), LIST_TYPES));
        }
        type(path, schema, "array", Extensions.LIST_TYPE);
        if (listType.equals("map")) {
            keys(path, schema);
        } else if (listType.equals("set")) {
            String items = Extensions.type(schema.path("items"));
            boolean atomic = SCALARS.contains(items)
                    || Extensions.says(schema.path("items"), Extensions.INT_OR_STRING)
                    || schema.path("items")
                            .path(items.equals("array") ? Extensions.LIST_TYPE : Extensions.MAP_TYPE)
                            .asText("")
                            .equals("atomic");
            if (!atomic) {
                causes.add(Causes.invalid(
                        path + ".items." + (items.equals("array") ? Extensions.LIST_TYPE : Extensions.MAP_TYPE),
                        "",
                        "must be atomic as item of a list with x-kubernetes-list-type=set"));
            }
        }
    }

    private void type(String path, JsonNode schema, String wanted, String by) {
        String type = Extensions.type(schema);
        if (!type.equals(wanted)) {
            String detail = "must be " + wanted + " if " + by + " is specified";
            causes.add(
                    type.isEmpty()
                            ? Causes.required(path + ".type", detail)
                            : Causes.invalid(path + ".type", type, detail));
        }
    }

    private void keys(String path, JsonNode schema) {
        JsonNode keys = schema.path(Extensions.LIST_KEYS);
        String at = path + "." + Extensions.LIST_KEYS;
        if (keys.isEmpty()) {
            causes.add(Causes.required(at, "must not be empty if x-kubernetes-list-type is map"));
        }
        JsonNode items = schema.path("items");
        String itemType = Extensions.type(items);
        if (!itemType.equals("object")) {
            causes.add(Causes.invalid(
                    path + ".items.type", itemType, "must be object if parent array's x-kubernetes-list-type is map"));
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            key(path, items, keys.get(i), at + "[" + i + "]");
            if (!seen.add(keys.get(i).asText())) {
                causes.add(Causes.duplicate(at + "[" + i + "]", keys.get(i)));
            }
        }
    }

    private void key(String path, JsonNode items, JsonNode key, String at) {
        String name = key.asText();
        JsonNode property = items.path("properties").path(name);
        if (property.isMissingNode()) {
            causes.add(Causes.invalid(at, key, "entries must all be names of item properties"));
            return;
        }
        String type = Extensions.type(property);
        String where = path + ".items.properties[" + name + "]";
        if (type.equals("array") || type.equals("object")) {
            causes.add(Causes.invalid(
                    where + ".type", type, "must be a scalar type if parent array's x-kubernetes-list-type is map"));
        }
        boolean required =
                items.path("required").valueStream().anyMatch(r -> r.asText().equals(name));
        if (!required && !property.has("default")) {
            causes.add(Causes.required(
                    where + ".default",
                    "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required"
                            + " property"));
        }
    }

    private void mapType(String path, JsonNode schema, String mapType) {
        if (!MAP_TYPES.contains(mapType)) {
            causes.add(
                    Causes.notSupported(path + "." + Extensions.MAP_TYPE, schema.get(Extensions.MAP_TYPE), MAP_TYPES));
        }
        type(path, schema, "object", Extensions.MAP_TYPE);
    }
}
