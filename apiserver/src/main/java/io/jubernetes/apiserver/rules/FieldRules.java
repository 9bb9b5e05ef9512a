package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import io.jubernetes.apiserver.rules.Spot.Visit;
import io.jubernetes.apiserver.validation.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds objects against the rules of their types. Safe for use by several threads. */
public final class FieldRules {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final List<String> NOT_WALKED = List.of("metadata", "status");

    private final Schema schema;
    private final RuleFiles files = new RuleFiles();

    public FieldRules(Schema schema) {
        this.schema = schema;
    }

    /**
     * Finds what is wrong with an object, its status left out.
     *
     * @param previous what an update changes; null for a new object
     */
    public void validate(String typeName, ObjectNode object, @Nullable ObjectNode previous, Problems problems) {
        Visit visit = new Visit(object, previous != null, problems);
        JsonNode before = previous == null ? MissingNode.getInstance() : previous;
        TypeSchema type = schema.type(typeName);
        Spot root = new Spot(object, object, before, Path.ROOT, visit);
        files.of(typeName).forEach(rule -> rule.apply(root));
        for (Field field : type.fields().values()) {
            if (!NOT_WALKED.contains(field.name())) {
                field(field, root);
            }
        }
    }

    /** Finds what is wrong with an object's status. */
    public void validateStatus(String typeName, ObjectNode object, ObjectNode previous, Problems problems) {
        Field status = schema.type(typeName).fields().get("status");
        if (status != null) {
            field(status, new Spot(object, object, previous, Path.ROOT, new Visit(object, true, problems)));
        }
    }

    private void object(TypeSchema type, Spot spot) {
        files.of(type.name()).forEach(rule -> rule.apply(spot));
        for (Field field : type.fields().values()) {
            field(field, spot);
        }
    }

    /** Go holds some structs by value: what they would have to hold is asked for even when they are not there. */
    private void field(Field field, Spot owner) {
        JsonNode value = owner.value().get(field.name());
        if (value == null && field.wire().embedded() && !field.name().equals("metadata")) {
            value = NOTHING;
        }
        if (value != null && value.isContainerNode()) {
            JsonNode before = owner.before().path(field.name());
            Path path = owner.path().field(field.name());
            value(field.type(), new Spot(owner.value(), value, before, path, owner.visit()));
        }
    }

    private void value(TypeRef ref, Spot spot) {
        switch (schema.resolve(ref)) {
            case TypeRef.Named named -> {
                TypeSchema type = schema.type(named.type());
                if (spot.value().isObject() && type.form() == TypeSchema.Form.OBJECT) {
                    object(type, spot);
                }
            }
            case TypeRef.ListOf list -> {
                for (int i = 0; i < spot.value().size() && spot.value().get(i).isContainerNode(); i++) {
                    value(list.element(), spot.item(i));
                }
            }
            case TypeRef.MapOf map ->
                spot.value().properties().forEach(entry -> {
                    if (entry.getValue().isContainerNode()) {
                        value(map.value(), spot.entry(entry.getKey()));
                    }
                });
            case TypeRef.Scalar s -> {}
            case TypeRef.AnyJson a -> {}
            case TypeRef.Bytes b -> {}
        }
    }
}
