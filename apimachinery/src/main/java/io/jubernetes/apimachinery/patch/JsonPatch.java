package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import java.util.List;

/**
 * JSON patch, RFC 6902. A patch that is none is a bad request; one that does not fit the object (a failed test, a path that is
 * not there) cannot be processed.
 */
public final class JsonPatch {

    public static final int MAX_OPERATIONS = 10_000;

    private JsonPatch() {}

    /**
     * The patched object; neither argument is changed.
     *
     * @throws ApiException BadRequest, Invalid or RequestEntityTooLarge
     */
    public static ObjectNode apply(ObjectNode original, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiException.badRequest("a JSON patch must be a list of operations");
        }
        if (patch.size() > MAX_OPERATIONS) {
            throw new ApiException(
                    StatusReason.RequestEntityTooLarge,
                    "The allowed maximum operations in a JSON patch is " + MAX_OPERATIONS + ", got " + patch.size());
        }
        PatchTarget target = new PatchTarget(original.deepCopy());
        patch.forEach(operation -> operation(target, operation));
        if (target.root() instanceof ObjectNode result) {
            return result;
        }
        throw misfit("the patched value is not an object");
    }

    private static void operation(PatchTarget target, JsonNode operation) {
        Pointer path = pointer(operation, "path");
        String op = operation.path("op").asText("");
        switch (op) {
            case "add" -> target.add(path, value(operation).deepCopy());
            case "remove" -> target.remove(path);
            case "replace" -> target.replace(path, value(operation).deepCopy());
            case "move" -> move(target, pointer(operation, "from"), path);
            case "copy" -> target.add(path, target.copy(pointer(operation, "from")));
            case "test" -> test(target, path, operation);
            default -> throw ApiException.badRequest("unexpected kind of JSON patch operation: \"" + op + "\"");
        }
    }

    private static void move(PatchTarget target, Pointer from, Pointer to) {
        if (from.isAbove(to)) {
            throw misfit("cannot move " + from + " into itself");
        }
        target.add(to, target.remove(from));
    }

    private static void test(PatchTarget target, Pointer path, JsonNode operation) {
        JsonNode expected = operation.path("value");
        JsonNode actual = target.find(path);
        boolean absent = actual == null || actual.isNull();
        boolean same =
                absent ? expected.isNull() || expected.isMissingNode() : expected.equals(PatchTarget.NUMBERS, actual);
        if (!same) {
            throw misfit("testing value " + path + " failed");
        }
    }

    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw ApiException.badRequest("a JSON patch operation needs a value: " + shown(operation));
        }
        return value;
    }

    private static Pointer pointer(JsonNode operation, String name) {
        JsonNode text = operation.path(name);
        if (!operation.isObject() || !text.isTextual()) {
            throw ApiException.badRequest("a JSON patch operation needs a " + name + ": " + shown(operation));
        }
        return Pointer.parse(text.textValue());
    }

    private static String shown(JsonNode operation) {
        String text = operation.toString();
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }

    static ApiException misfit(String why) {
        return new ApiException(
                StatusReason.Invalid,
                StatusReason.Invalid.code(),
                "the server rejected our request due to an error in our request: " + why,
                new ApiException.Details(
                        "", "", "", null, List.of(new StatusCause("UnexpectedServerResponse", why, "")), 0));
    }
}
