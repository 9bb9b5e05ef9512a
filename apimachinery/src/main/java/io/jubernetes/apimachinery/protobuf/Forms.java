package io.jubernetes.apimachinery.protobuf;

import io.jubernetes.apimachinery.protobuf.SchemaOrForm.Other;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The forms of the types of a schema; each is made when first asked for, and then kept. */
final class Forms {

    private static final String APIEXTENSIONS = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.";
    private static final String SCHEMA = APIEXTENSIONS + "JSONSchemaProps";

    private final Schema schema;
    private final Map<String, MessageForm> messages = new ConcurrentHashMap<>();

    Forms(Schema schema) {
        this.schema = schema;
    }

    MessageForm message(TypeSchema type) {
        return messages.computeIfAbsent(type.name(), name -> new MessageForm(() -> plans(type)));
    }

    private List<FieldPlan> plans(TypeSchema type) {
        List<FieldPlan> plans = new ArrayList<>();
        for (Field field : type.declared()) {
            FieldPlan plan = field.proto() == 0 ? null : plan(field);
            if (plan != null) {
                plans.add(plan);
            }
        }
        return plans;
    }

    private @Nullable FieldPlan plan(Field field) {
        if (field.inline()) {
            TypeSchema inlined = schema.structure(field.type());
            return inlined == null ? null : new FieldPlan.Inlined(field.proto(), message(inlined));
        }
        return switch (schema.resolve(field.type())) {
            case TypeRef.ListOf(TypeRef item) -> new FieldPlan.Items(field.proto(), field.name(), form(item));
            case TypeRef.MapOf(TypeRef value) -> new FieldPlan.Entries(field.proto(), field.name(), form(value));
            default ->
                new FieldPlan.Single(
                        field.proto(),
                        field.name(),
                        form(field.type()),
                        field.required() || field.wire().pointer());
        };
    }

    private ValueForm form(TypeRef ref) {
        return switch (ref) {
            case TypeRef.Scalar(TypeRef.Kind kind) -> ScalarForm.of(kind);
            case TypeRef.Bytes() -> ScalarForm.BYTES;
            case TypeRef.AnyJson() -> SpecialForm.JSON;
            case TypeRef.ListOf(TypeRef item) -> new ItemsForm(form(item));
            case TypeRef.MapOf map -> throw new IllegalStateException("the wire has no maps of maps");
            case TypeRef.Named(String name) -> named(name);
        };
    }

    private ValueForm named(String name) {
        TypeSchema type = schema.find(name);
        if (type == null) {
            return SpecialForm.JSON;
        }
        if (type.alias() != null) {
            return form(type.alias());
        }
        return switch (type.form()) {
            case OBJECT, ALIAS -> message(type);
            case QUANTITY -> SpecialForm.QUANTITY;
            case INT_OR_STRING -> SpecialForm.INT_OR_STRING;
            case TIME -> TimeForm.SECONDS;
            case MICRO_TIME -> TimeForm.MICROSECONDS;
            case DURATION -> DurationForm.INSTANCE;
            case ANY -> any(name);
        };
    }

    private ValueForm any(String name) {
        return switch (name) {
            case SCHEMA + "OrArray" -> new SchemaOrForm(Other.SCHEMAS, message(schema.type(SCHEMA)));
            case SCHEMA + "OrBool" -> new SchemaOrForm(Other.BOOL, message(schema.type(SCHEMA)));
            case SCHEMA + "OrStringArray" -> new SchemaOrForm(Other.STRINGS, message(schema.type(SCHEMA)));
            default -> SpecialForm.JSON;
        };
    }
}
