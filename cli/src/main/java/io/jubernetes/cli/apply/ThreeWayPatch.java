package io.jubernetes.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The patch that makes of the live object what is written now, and takes away what was written before and is no more. What
 * others have added to the live object stays.
 *
 * <p>Where the schema knows the type, it is a strategic merge patch; else a JSON merge patch.
 */
public final class ThreeWayPatch {

    private static final ObjectNode NOTHING = Json.object();

    private final Schema schema;
    private final ListPatch lists = new ListPatch(this);

    private ThreeWayPatch(Schema schema) {
        this.schema = schema;
    }

    /**
     * The patch; empty when nothing is to be done.
     *
     * @param typeName in the schema; null for a JSON merge patch
     * @param original what was written before
     * @param modified what is written now
     * @param current what the server has
     */
    public static ObjectNode create(
            Schema schema, @Nullable String typeName, ObjectNode original, ObjectNode modified, ObjectNode current) {
        TypeRef type = typeName == null ? new TypeRef.AnyJson() : new TypeRef.Named(typeName);
        return new ThreeWayPatch(schema).object(type, original, modified, current);
    }

    ObjectNode object(TypeRef type, JsonNode original, ObjectNode modified, ObjectNode current) {
        ObjectNode patch = Json.object();
        for (Map.Entry<String, JsonNode> wanted : modified.properties()) {
            String key = wanted.getKey();
            change(new Member(type, key), original.path(key), wanted.getValue(), current.get(key), patch);
        }
        original.fieldNames().forEachRemaining(key -> {
            if (!modified.has(key) && current.has(key)) {
                patch.putNull(key);
            }
        });
        return patch;
    }

    /** A field of a type. */
    private record Member(TypeRef owner, String key) {}

    private void change(Member member, JsonNode before, JsonNode wanted, @Nullable JsonNode live, ObjectNode patch) {
        String key = member.key();
        if (wanted.isNull()) {
            // the server sets this field itself; generated manifests often hold it as null
            if (live != null && !live.isNull() && !key.equals("creationTimestamp")) {
                patch.putNull(key);
            }
            return;
        }
        Field field = field(member.owner(), key);
        if (wanted instanceof ObjectNode object && live instanceof ObjectNode liveObject) {
            nested(member, field, before.isObject() ? before : NOTHING, object, liveObject, patch);
        } else if (wanted instanceof ArrayNode list
                && live instanceof ArrayNode liveList
                && field != null
                && merges(field)) {
            TypeRef element = element(childType(member.owner(), key));
            lists.add(element, field, new ListPatch.Versions(before, list, liveList), patch);
        } else if (!wanted.equals(live)) {
            patch.set(key, wanted.deepCopy());
        }
    }

    private static boolean merges(Field field) {
        return field.patchStrategy().contains("merge");
    }

    private void nested(
            Member member,
            @Nullable Field field,
            JsonNode before,
            ObjectNode wanted,
            ObjectNode live,
            ObjectNode patch) {
        if (field != null && field.patchStrategy().contains("replace")) {
            if (!wanted.equals(live)) {
                patch.set(member.key(), wanted.deepCopy().put("$patch", "replace"));
            }
            return;
        }
        ObjectNode inner = object(childType(member.owner(), member.key()), before, wanted, live);
        if (inner.isEmpty()) {
            return;
        }
        if (field != null && field.patchStrategy().contains("retainKeys")) {
            ArrayNode retained = inner.putArray("$retainKeys");
            List<String> names = new ArrayList<>();
            wanted.fieldNames().forEachRemaining(names::add);
            names.stream().sorted().forEach(retained::add);
        }
        patch.set(member.key(), inner);
    }

    private @Nullable Field field(TypeRef type, String key) {
        TypeSchema structure = schema.structure(type);
        return structure == null ? null : structure.fields().get(key);
    }

    private TypeRef childType(TypeRef type, String key) {
        return switch (schema.resolve(type)) {
            case TypeRef.MapOf map -> map.value();
            case TypeRef.Named named -> {
                Field field = field(named, key);
                yield field == null ? new TypeRef.AnyJson() : field.type();
            }
            default -> new TypeRef.AnyJson();
        };
    }

    private TypeRef element(TypeRef list) {
        return schema.resolve(list) instanceof TypeRef.ListOf of ? of.element() : new TypeRef.AnyJson();
    }
}
