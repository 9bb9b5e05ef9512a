package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.surface.ServedTypes;
import io.jubernetes.apiserver.surface.ServedTypes.CustomType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of custom resources, as clients get them: what their definitions say, and what all objects have. */
final class CustomSchemas {

    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final List<String> VALUE_RULES = List.of("oneOf", "anyOf", "allOf", "not", "nullable", "default");
    private static final String API_VERSION = "Version of the schema that this object follows: group and version.";
    private static final String KIND = "Name of the resource that this object represents; it cannot be changed.";

    private final Map<String, CustomType> types = new LinkedHashMap<>();

    CustomSchemas(ServedTypes served) {
        served.custom().forEach((type, custom) -> types.put(type.schemaType(), custom));
    }

    boolean has(String type) {
        return types.containsKey(type);
    }

    /** The type of this name in a dialect, or null when it is no custom resource's. */
    @Nullable
    ObjectNode find(String name, Dialect dialect, SchemaWriter writer) {
        CustomType custom = types.get(name);
        if (custom != null) {
            return object(custom, dialect, writer);
        }
        CustomType item = name.endsWith("List") ? types.get(name.substring(0, name.length() - 4)) : null;
        return item == null ? null : list(name.substring(0, name.length() - 4), writer);
    }

    private static ObjectNode object(CustomType custom, Dialect dialect, SchemaWriter writer) {
        ObjectNode schema = custom.schema().get().deepCopy();
        if (dialect == Dialect.V2) {
            simplify(schema);
        }
        ObjectNode declared = schema.get("properties") instanceof ObjectNode given ? given : Json.object();
        ObjectNode properties = Json.object();
        properties.set("apiVersion", text(declared.path("apiVersion"), API_VERSION));
        properties.set("kind", text(declared.path("kind"), KIND));
        properties.set("metadata", writer.field(META + "ObjectMeta"));
        declared.properties().forEach(property -> properties.putIfAbsent(property.getKey(), property.getValue()));
        schema.set("properties", properties);
        return schema;
    }

    private static ObjectNode text(JsonNode declared, String description) {
        String said = declared.path("description").asText(description);
        return Json.object().put("description", said).put("type", "string");
    }

    private static ObjectNode list(String item, SchemaWriter writer) {
        ObjectNode schema = Json.object().put("type", "object");
        schema.putArray("required").add("items");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("apiVersion").put("type", "string").put("description", API_VERSION);
        ObjectNode items = properties.putObject("items").put("type", "array");
        items.put("description", "The objects of this list.").set("items", writer.field(item));
        properties.putObject("kind").put("type", "string").put("description", KIND);
        properties.set("metadata", writer.field(META + "ListMeta"));
        return schema;
    }

    /** Old clients take version 2 at its word, which knows neither nulls nor several types: there less is said. */
    private static void simplify(JsonNode node) {
        if (!(node instanceof ObjectNode schema)) {
            return;
        }
        boolean free = schema.path("nullable").asBoolean(false)
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
        schema.remove(VALUE_RULES);
        if (free) {
            schema.remove(List.of("type", "items", "properties", "additionalProperties"));
        }
        if (schema.path("x-kubernetes-int-or-string").asBoolean(false)) {
            schema.remove("type");
        }
        schema.path("properties").forEach(CustomSchemas::simplify);
        simplify(schema.path("items"));
        simplify(schema.path("additionalProperties"));
    }

    /** Adds of which kinds a type is the type. */
    static void addKinds(ObjectNode schema, List<GroupVersionKind> kinds) {
        if (!kinds.isEmpty()) {
            ArrayNode list = schema.putArray("x-kubernetes-group-version-kind");
            kinds.forEach(kind -> list.add(kind.toJson()));
        }
    }

    /** What changes when anything about these does. @param others of all other types */
    static String edition(String others, ServedTypes served, List<ResourceType> types) {
        StringBuilder all = new StringBuilder(others);
        for (ResourceType type : types) {
            CustomType custom = served.custom(type);
            all.append('\n').append(type.apiVersion()).append('/').append(type.plural());
            all.append('=').append(custom == null ? "" : custom.edition());
        }
        return Editions.of(all.toString());
    }
}
