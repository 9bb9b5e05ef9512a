package io.jubernetes.apiserver.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects all that is wrong with an object, in the words that Kubernetes' users know. */
public final class Problems {

    private final List<StatusCause> causes = new ArrayList<>();
    private final List<StatusCause> ofSchema = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    public void required(String field) {
        required(field, "");
    }

    public void required(String field, String detail) {
        add("FieldValueRequired", field, "Required value" + suffix(detail));
    }

    public void invalid(String field, JsonNode value, String detail) {
        add("FieldValueInvalid", field, "Invalid value: " + shown(value) + suffix(detail));
    }

    public void invalid(String field, String value, String detail) {
        invalid(field, TextNode.valueOf(value), detail);
    }

    public void invalid(String field, long value, String detail) {
        add("FieldValueInvalid", field, "Invalid value: " + value + suffix(detail));
    }

    /** The same for each text of what is wrong; nothing for none. */
    public void invalid(String field, String value, List<String> details) {
        details.forEach(detail -> invalid(field, value, detail));
    }

    public void notSupported(String field, String value, Collection<String> supported) {
        String list = supported.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(", "));
        add("FieldValueNotSupported", field, "Unsupported value: \"" + value + "\": supported values: " + list);
    }

    public void forbidden(String field, String detail) {
        add("FieldValueForbidden", field, "Forbidden: " + detail);
    }

    public void duplicate(String field, String value) {
        add("FieldValueDuplicate", field, "Duplicate value: " + shown(TextNode.valueOf(value)));
    }

    public void duplicate(String field, JsonNode value) {
        add("FieldValueDuplicate", field, "Duplicate value: " + shown(value));
    }

    public void notFound(String field, String value) {
        add("FieldValueNotFound", field, "Not found: " + shown(TextNode.valueOf(value)));
    }

    public void tooLong(String field, int maxBytes) {
        add("FieldValueTooLong", field, "Too long: may not be more than " + maxBytes + " bytes");
    }

    public void tooMany(String field, int count, int max) {
        add("FieldValueTooMany", field, "Too many: " + count + ": must have at most " + max + " items");
    }

    /** Something to tell the user, for which nothing is refused. */
    public void warn(String field, String text) {
        warn(field + ": " + text);
    }

    public void warn(String text) {
        warnings.add(text);
    }

    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** What the schema has found, which knows less: it counts where nothing else is said about the same field. */
    public void ofSchema(Collection<StatusCause> found) {
        ofSchema.addAll(found);
    }

    /** What somebody else found, who knows as much as we do. */
    public void addAll(Collection<StatusCause> found) {
        causes.addAll(found);
    }

    private void add(String reason, String field, String message) {
        causes.add(new StatusCause(reason, message, field));
    }

    public boolean isEmpty() {
        return causes.isEmpty() && ofSchema.isEmpty();
    }

    public List<StatusCause> causes() {
        Set<String> fields = new HashSet<>();
        causes.forEach(cause -> fields.add(cause.field()));
        Stream<StatusCause> more = ofSchema.stream()
                .filter(cause -> !fields.contains(cause.field()) && !fields.contains(listOf(cause.field())));
        return Stream.concat(more, causes.stream()).distinct().toList();
    }

    /** The list that an item is in, when it is one. */
    private static String listOf(String field) {
        return field.endsWith("]") ? field.substring(0, field.lastIndexOf('[')) : field;
    }

    private static String suffix(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }

    /** As Go writes JSON. A pointer to nothing is a text, for reasons of its own. */
    private static String shown(JsonNode value) {
        if (value.isMissingNode()) {
            return "\"null\"";
        }
        return value.isContainerNode()
                ? value.toString()
                        .replace("<", "\\u003c")
                        .replace(">", "\\u003e")
                        .replace("&", "\\u0026")
                : value.toString();
    }
}
