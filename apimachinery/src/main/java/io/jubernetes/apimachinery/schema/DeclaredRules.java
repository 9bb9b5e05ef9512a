package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules of a kind that Kubernetes itself has: Go's way of decoding, and the tables. */
public final class DeclaredRules implements ObjectRules {

    private final Schema schema;
    private final ResourceType type;

    public DeclaredRules(Schema schema, ResourceType type) {
        this.schema = schema;
        this.type = type;
    }

    @Override
    public void requireDecodable(ObjectNode object) {
        FieldValidation.requireDecodable(schema, type, object);
    }

    @Override
    public List<String> prune(ObjectNode object) {
        return Pruning.apply(schema, type.schemaType(), object);
    }

    @Override
    public void complete(ObjectNode object) {
        Normalization.apply(schema, type.schemaType(), object);
        TypeSchema structure = schema.find(type.schemaType());
        if (structure != null && structure.fields().containsKey("spec") && !object.hasNonNull("spec")) {
            // a specification that is left out is one that leaves out everything
            object.putObject("spec");
        }
        Defaulting.apply(schema, type.schemaType(), object);
    }

    @Override
    public List<StatusCause> validate(ObjectNode object, @Nullable ObjectNode previous, Consumer<String> warnings) {
        return FieldValidation.validate(schema, type.schemaType(), object);
    }
}
