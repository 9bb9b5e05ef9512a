package io.jubernetes.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.ListKind;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes types as schemas, and with each the types that it refers to. Used for one document. */
final class SchemaWriter {

    private final Schema schema;
    private final CustomSchemas custom;
    private final Dialect dialect;
    private final Map<String, List<GroupVersionKind>> kinds;
    private final Descriptions descriptions = Descriptions.read();
    private final Map<String, ObjectNode> written = new TreeMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param kinds which kinds a type is the type of */
    SchemaWriter(Schema schema, CustomSchemas custom, Dialect dialect, Map<String, List<GroupVersionKind>> kinds) {
        this.schema = schema;
        this.custom = custom;
        this.dialect = dialect;
        this.kinds = kinds;
    }

    /** A reference to a type, which becomes part of the document. */
    ObjectNode reference(String type) {
        need(type);
        return Json.object().put("$ref", dialect.reference(type));
    }

    /** Whether a type is that of a custom resource. */
    boolean isCustom(String type) {
        return custom.has(type);
    }

    /** A field of a type, which becomes part of the document. */
    ObjectNode field(String type) {
        return named(type);
    }

    /** All types that were referred to, by name. */
    ObjectNode schemas() {
        while (!open.isEmpty()) {
            String name = open.remove();
            ObjectNode own = custom.find(name, dialect, this);
            if (own == null) {
                TypeSchema type = schema.find(name);
                written.put(name, type == null ? anyObject() : type(type));
            } else {
                CustomSchemas.addKinds(own, kinds.getOrDefault(name, List.of()));
                written.put(name, own);
            }
        }
        ObjectNode all = Json.object();
        written.forEach(all::set);
        return all;
    }

    private void need(String type) {
        if (!written.containsKey(type)) {
            written.put(type, Json.object());
            open.add(type);
        }
    }

    private static ObjectNode anyObject() {
        return Json.object().put("type", "object");
    }

    private ObjectNode type(TypeSchema type) {
        ObjectNode node = Json.object();
        switch (type.form()) {
            case OBJECT -> object(node, type);
            case ALIAS -> {
                if (type.alias() != null) {
                    node = ref(type.alias());
                }
                enumeration(node, type);
            }
            case QUANTITY -> stringOr(node, "number");
            case INT_OR_STRING -> stringOr(node, "integer").put("format", "int-or-string");
            case TIME, MICRO_TIME -> node.put("type", "string").put("format", "date-time");
            case DURATION -> node.put("type", "string");
            case ANY -> node.put("type", "object");
        }
        describe(node, descriptions.of(schema.original(type.name())));
        return node;
    }

    private static void describe(ObjectNode node, String text) {
        if (!text.isEmpty()) {
            node.put("description", text);
        }
    }

    private ObjectNode stringOr(ObjectNode node, String other) {
        if (dialect == Dialect.V2) {
            return node.put("type", "string");
        }
        ArrayNode either = node.putArray("oneOf");
        either.addObject().put("type", other.equals("integer") ? "integer" : "string");
        either.addObject().put("type", other.equals("integer") ? "string" : "number");
        return node;
    }

    private static void enumeration(ObjectNode node, TypeSchema type) {
        if (!type.enumValues().isEmpty()) {
            new TreeSet<>(type.enumValues()).forEach(node.putArray("enum")::add);
        }
    }

    private void object(ObjectNode node, TypeSchema type) {
        node.put("type", "object");
        List<String> required = type.fields().values().stream()
                .filter(Field::required)
                .map(Field::name)
                .sorted()
                .toList();
        if (!required.isEmpty()) {
            required.forEach(node.putArray("required")::add);
        }
        if (!type.fields().isEmpty()) {
            ObjectNode properties = node.putObject("properties");
            new TreeMap<>(type.fields()).forEach((name, field) -> properties.set(name, field(type, field)));
        }
        if (type.atomic()) {
            node.put("x-kubernetes-map-type", "atomic");
        }
        List<GroupVersionKind> kindsOfType = kinds.getOrDefault(type.name(), List.of());
        if (!kindsOfType.isEmpty()) {
            ArrayNode list = node.putArray("x-kubernetes-group-version-kind");
            kindsOfType.forEach(kind -> list.add(kind.toJson()));
        }
    }

    private ObjectNode field(TypeSchema owner, Field field) {
        ObjectNode node = ref(field.type());
        describe(node, (text(owner, field) + values(node)).strip());
        if (field.defaultValue() != null) {
            node.set("default", field.defaultValue());
        }
        if (field.listKind() != ListKind.ATOMIC) {
            node.put("x-kubernetes-list-type", field.listKind() == ListKind.SET ? "set" : "map");
        }
        if (!field.listMapKeys().isEmpty()) {
            field.listMapKeys().forEach(node.putArray("x-kubernetes-list-map-keys")::add);
        }
        if (field.merge().atomicMap()) {
            node.put("x-kubernetes-map-type", "atomic");
        }
        if (!field.patchMergeKey().isEmpty()) {
            node.put("x-kubernetes-patch-merge-key", field.patchMergeKey());
        }
        if (!field.patchStrategy().isEmpty()) {
            node.put("x-kubernetes-patch-strategy", String.join(",", field.patchStrategy()));
        }
        return node;
    }

    /** The words for a field that only refers to a type are not published: then those for the type. */
    private String text(TypeSchema owner, Field field) {
        String own = descriptions.of(schema.original(owner.name()), field.name());
        return own.isEmpty() && field.type() instanceof TypeRef.Named(String name)
                ? descriptions.of(schema.original(name))
                : own;
    }

    /** Closed sets of values are named in the text too. */
    private static String values(ObjectNode node) {
        if (!node.has("enum")) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n\nPossible enum values:");
        node.path("enum").forEach(value -> text.append("\n - `").append(value).append('`'));
        return text.toString();
    }

    private ObjectNode ref(TypeRef ref) {
        return switch (ref) {
            case TypeRef.Scalar(TypeRef.Kind kind) -> scalar(kind);
            case TypeRef.Bytes() -> Json.object().put("type", "string").put("format", "byte");
            case TypeRef.AnyJson() -> Json.object();
            case TypeRef.ListOf(TypeRef element) -> {
                ObjectNode list = Json.object().put("type", "array");
                list.set("items", ref(element));
                yield list;
            }
            case TypeRef.MapOf(TypeRef value) -> {
                ObjectNode map = Json.object().put("type", "object");
                map.set("additionalProperties", ref(value));
                yield map;
            }
            case TypeRef.Named(String name) -> named(name);
        };
    }

    /** Aliases are written out where they are used; all else is referred to. */
    private ObjectNode named(String name) {
        TypeSchema type = schema.find(name);
        if (type != null && type.alias() != null) {
            return type(type);
        }
        if (dialect == Dialect.V2) {
            return reference(name);
        }
        // beside a plain reference nothing else counts, such as how a field is patched
        ObjectNode node = Json.object();
        node.putArray("allOf").add(reference(name));
        return node;
    }

    private static ObjectNode scalar(TypeRef.Kind kind) {
        ObjectNode node = Json.object();
        return switch (kind) {
            case STRING -> node.put("type", "string");
            case BOOL -> node.put("type", "boolean");
            case INT32 -> node.put("type", "integer").put("format", "int32");
            case INT64 -> node.put("type", "integer").put("format", "int64");
            case FLOAT64 -> node.put("type", "number").put("format", "double");
        };
    }
}
