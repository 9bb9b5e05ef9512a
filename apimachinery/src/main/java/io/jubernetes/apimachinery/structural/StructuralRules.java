package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.schema.Defaulting;
import io.jubernetes.apimachinery.schema.FieldValidation;
import io.jubernetes.apimachinery.schema.Normalization;
import io.jubernetes.apimachinery.schema.ObjectRules;
import io.jubernetes.apimachinery.schema.Pruning;
import io.jubernetes.apimachinery.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a custom resource. Its metadata is that of all objects, and decoded as Go does; all else is taken as it is sent
 * and held against the schema.
 */
public final class StructuralRules implements ObjectRules {

    /** What makes an object another than the one that expressions are written for. */
    private static final List<String> BLOCKING = List.of(
            "FieldValueNotSupported",
            "FieldValueRequired",
            "FieldValueTooLong",
            "FieldValueTooMany",
            "FieldValueTypeInvalid");

    private static final StatusCause UNCHECKED = new StatusCause(
            "FieldValueInvalid",
            "Invalid value: \"null\": some validation rules were not checked because the object was invalid; correct the"
                    + " existing errors to complete validation",
            "<nil>");

    private static final String METADATA = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    private final Schema schema;
    private final String root;
    private final Supplier<JsonNode> openApi;
    private final ExpressionRules expressions;
    private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

    /**
     * @param schema that of {@link StructuralTypes}
     * @param root the name of the whole's type in it
     * @param openApi what it was read from
     * @param expressions the rules in it that are expressions
     */
    public StructuralRules(Schema schema, String root, Supplier<JsonNode> openApi, ExpressionRules expressions) {
        this.schema = schema;
        this.root = root;
        this.openApi = openApi;
        this.expressions = expressions;
    }

    @Override
    public void requireDecodable(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        if (metadata.isMissingNode() || metadata.isNull()) {
            return;
        }
        String error = metadata instanceof ObjectNode present
                ? FieldValidation.decodeError(schema, METADATA, present)
                : "json: cannot unmarshal value of metadata into Go value of type v1.ObjectMeta";
        if (error != null) {
            throw ApiException.badRequest(error);
        }
    }

    @Override
    public List<String> prune(ObjectNode object) {
        return Pruning.apply(schema, root, object);
    }

    @Override
    public void complete(ObjectNode object) {
        if (object.get("metadata") instanceof ObjectNode metadata) {
            Normalization.apply(schema, METADATA, metadata);
        }
        Defaulting.apply(schema, root, object);
    }

    @Override
    public List<StatusCause> validate(ObjectNode object, @Nullable ObjectNode previous, Consumer<String> warnings) {
        JsonNode rules = openApi.get();
        List<StatusCause> causes = new ArrayList<>(new ValueRules(rules, patterns).validate(object, previous));
        // what was wrong before may stay so until somebody mends it
        if (previous == null || ListRules.validate(rules, previous).isEmpty()) {
            causes.addAll(ListRules.validate(rules, object));
        }
        if (expressions.exist()) {
            boolean blocked = causes.stream().anyMatch(cause -> BLOCKING.contains(cause.reason()));
            causes.addAll(blocked ? List.of(UNCHECKED) : expressions.validate(object, previous, warnings));
        }
        return causes;
    }
}
