package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the schema alone can say against an object, in the three classes that upstream answers differently: a value of the
 * wrong type cannot be decoded (400 always); an unknown field is refused or warned of as {@code fieldValidation} asks; a
 * missing or unsupported value is invalid (422).
 */
public final class FieldValidation {

    private FieldValidation() {}

    /** Unknown fields in the words of a strict decoder: {@code unknown field "spec.foo"}. */
    public static List<String> unknownFields(Schema schema, String typeName, ObjectNode object) {
        return unknownTexts(Pruning.find(schema, typeName, object));
    }

    /** The words for paths that {@link Pruning} gave. */
    public static List<String> unknownTexts(List<String> paths) {
        return paths.stream().map(p -> "unknown field \"" + p + "\"").toList();
    }

    /** The words for {@link io.jubernetes.apimachinery.json.DecodedObject#duplicateFields()}. */
    public static List<String> duplicateTexts(List<String> paths) {
        return paths.stream().map(p -> "duplicate field \"" + p + "\"").toList();
    }

    /** All of them as one refusal: {@code strict decoding error: unknown field "a", duplicate field "b"}. */
    public static String strictDecodingError(List<String> texts) {
        return "strict decoding error: " + String.join(", ", texts);
    }

    /** The first value of a type that its field cannot hold, in Go's words with path and value behind; null when all fit. */
    public static @Nullable String decodeError(Schema schema, String typeName, ObjectNode object) {
        return TypeCheck.first(schema, typeName, object, false);
    }

    /** As {@link #decodeError}, in the words of Go's conversion from maps, which strategic merge patches go through. */
    public static @Nullable String conversionError(Schema schema, String typeName, ObjectNode object) {
        return TypeCheck.first(schema, typeName, object, true);
    }

    /**
     * Refuses an object with values of the wrong type.
     *
     * @throws ApiException BadRequest
     */
    public static void requireDecodable(Schema schema, ResourceType type, ObjectNode object) {
        String error = decodeError(schema, type.schemaType(), object);
        if (error != null) {
            throw ApiException.badRequest(type.kind() + " in version \"" + type.version() + "\" cannot be handled as a "
                    + type.kind() + ": " + error);
        }
    }

    /** Missing values and values outside a closed set. An object's status is not looked at, as upstream does not. */
    public static List<StatusCause> validate(Schema schema, String typeName, ObjectNode object) {
        return new ValueCheck(schema).run(typeName, object);
    }
}
