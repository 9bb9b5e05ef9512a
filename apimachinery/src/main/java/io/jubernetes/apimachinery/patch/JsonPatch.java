package io.jubernetes.apimachinery.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
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
            throw undecodable(patch, "[]handlers.jsonPatchOp");
        }
        if (patch.size() > MAX_OPERATIONS) {
            throw new ApiException(
                    StatusReason.RequestEntityTooLarge,
                    "The allowed maximum operations in a JSON patch is " + MAX_OPERATIONS + ", got " + patch.size());
        }
        patch.forEach(JsonPatch::requireDecodable);
        PatchTarget target = new PatchTarget(original.deepCopy());
        patch.forEach(operation -> operation(target, operation));
        if (target.root() instanceof ObjectNode result) {
            return result;
        }
        throw misfit();
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
            default -> throw misfit();
        }
    }

    private static void move(PatchTarget target, Pointer from, Pointer to) {
        if (from.isAbove(to)) {
            throw misfit();
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
            throw misfit();
        }
    }

    /** A value that is left out is null. */
    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        return value == null ? NullNode.getInstance() : value;
    }

    private static Pointer pointer(JsonNode operation, String name) {
        JsonNode text = operation.path(name);
        if (!text.isTextual()) {
            throw misfit();
        }
        return Pointer.parse(text.textValue());
    }

    private static void requireDecodable(JsonNode operation) {
        if (!operation.isObject()) {
            throw undecodable(operation, "handlers.jsonPatchOp");
        }
        for (String field : List.of("op", "path", "from")) {
            JsonNode value = operation.path(field);
            if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
                throw undecodable(value, "Go struct field jsonPatchOp." + field + " of type string");
            }
        }
    }

    /** What is no patch of its kind at all, in the words of Go's decoder. */
    static ApiException undecodable(JsonNode value, String target) {
        String kind = switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            case ARRAY -> "array";
            default -> "object";
        };
        String into = target.startsWith("Go ") ? target : "Go value of type " + target;
        return ApiException.badRequest("error decoding patch: json: cannot unmarshal " + kind + " into " + into);
    }

    /** Upstream says no more than this. */
    static ApiException misfit() {
        return new ApiException(
                StatusReason.Invalid,
                StatusReason.Invalid.code(),
                "the server rejected our request due to an error in our request",
                new ApiException.Details("", "", "", null, List.of(), 0));
    }
}
