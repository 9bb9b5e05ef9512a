package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.Owner.Operation;
import io.jubernetes.apimachinery.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code managedFields}: the fields of an owner. The set is read off the JSON only when somebody asks for it, as
 * most writes leave the claims of others alone. Immutable.
 */
final class Claim {

    private final Owner owner;
    private final String time;
    private final ObjectNode fieldsV1;
    private @Nullable FieldSet fields;

    private Claim(Owner owner, String time, ObjectNode fieldsV1, @Nullable FieldSet fields) {
        this.owner = owner;
        this.time = time;
        this.fieldsV1 = fieldsV1;
        this.fields = fields;
    }

    /** @param time of the last change, as objects write times; empty when unknown */
    static Claim of(Owner owner, String time, FieldSet fields) {
        return new Claim(owner, time, FieldsV1.write(fields), fields);
    }

    /**
     * Reads an entry.
     *
     * @param ours whether we wrote it, so that the fields can be trusted
     * @throws IllegalArgumentException for what is no entry
     */
    static Claim read(JsonNode entry, boolean ours) {
        if (!entry.path("fieldsType").asText().equals("FieldsV1")) {
            throw new IllegalArgumentException("fieldsType must be FieldsV1");
        }
        if (!(entry.get("fieldsV1") instanceof ObjectNode fieldsV1)) {
            throw new IllegalArgumentException("fieldsV1 must be an object");
        }
        Owner owner = new Owner(
                entry.path("manager").asText(),
                operation(entry.path("operation").asText()),
                entry.path("apiVersion").asText(),
                entry.path("subresource").asText());
        String time = entry.path("time").asText("");
        return ours ? new Claim(owner, time, fieldsV1, null) : of(owner, time, FieldsV1.read(fieldsV1));
    }

    private static Operation operation(String text) {
        for (Operation operation : Operation.values()) {
            if (operation.text().equals(text)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("operation must be `Apply` or `Update`");
    }

    ObjectNode write() {
        ObjectNode entry = Json.object();
        if (!owner.manager().isEmpty()) {
            entry.put("manager", owner.manager());
        }
        entry.put("operation", owner.operation().text()).put("apiVersion", owner.apiVersion());
        if (!time.isEmpty()) {
            entry.put("time", time);
        }
        entry.put("fieldsType", "FieldsV1").set("fieldsV1", fieldsV1);
        if (!owner.subresource().isEmpty()) {
            entry.put("subresource", owner.subresource());
        }
        return entry;
    }

    Owner owner() {
        return owner;
    }

    String time() {
        return time;
    }

    boolean applied() {
        return owner.operation() == Operation.APPLY;
    }

    FieldSet fields() {
        FieldSet read = fields;
        if (read == null) {
            read = FieldsV1.read(fieldsV1);
            fields = read;
        }
        return read;
    }

    boolean touches(FieldSet paths) {
        return FieldsV1.touches(fieldsV1, paths);
    }

    Claim without(FieldSet paths) {
        return touches(paths) ? of(owner, time, fields().difference(paths)) : this;
    }

    boolean isEmpty() {
        return fieldsV1.isEmpty();
    }

    /** Whether the other claims the same fields for the same owner. */
    boolean sameAs(Claim other) {
        return owner.equals(other.owner) && fieldsV1.equals(other.fieldsV1);
    }
}
