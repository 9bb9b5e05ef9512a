package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a value, in the words that Kubernetes' users know. */
final class Causes {

    private Causes() {}

    static StatusCause required(String path, String detail) {
        return new StatusCause("FieldValueRequired", "Required value" + (detail.isEmpty() ? "" : ": " + detail), path);
    }

    static StatusCause forbidden(String path, String detail) {
        return new StatusCause("FieldValueForbidden", "Forbidden: " + detail, path);
    }

    static StatusCause invalid(String path, JsonNode value, String detail) {
        return new StatusCause("FieldValueInvalid", "Invalid value: " + value + ": " + detail, path);
    }

    static StatusCause invalid(String path, String value, String detail) {
        return invalid(path, TextNode.valueOf(value), detail);
    }

    static StatusCause invalid(String path, long value, String detail) {
        return new StatusCause("FieldValueInvalid", "Invalid value: " + value + ": " + detail, path);
    }

    static StatusCause typeInvalid(String path, String actual, String type) {
        String shown = TextNode.valueOf(actual).toString();
        return new StatusCause(
                "FieldValueTypeInvalid",
                "Invalid value: " + shown + ": " + path + " in body must be of type " + type + ": " + shown,
                path);
    }

    static StatusCause tooMany(String path, int count, long max) {
        return new StatusCause(
                "FieldValueTooMany", "Too many: " + count + ": must have at most " + max + " items", path);
    }

    static StatusCause tooLong(String path, long max) {
        return new StatusCause("FieldValueTooLong", "Too long: may not be more than " + max + " bytes", path);
    }

    static StatusCause duplicate(String path, JsonNode value) {
        return new StatusCause("FieldValueDuplicate", "Duplicate value: " + value, path);
    }

    static StatusCause notSupported(String path, JsonNode value, List<String> supported) {
        String all = supported.stream().map(s -> TextNode.valueOf(s).toString()).collect(Collectors.joining(", "));
        return new StatusCause(
                "FieldValueNotSupported", "Unsupported value: " + value + ": supported values: " + all, path);
    }

    /** What cannot be said of one value alone; upstream names no field for it. */
    static StatusCause ofWhole(String detail) {
        return new StatusCause("FieldValueInvalid", "Invalid value: \"\": " + detail, "<nil>");
    }
}
