package io.jubernetes.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Does what the server's refusal asks for: adds what is required, and takes a value that is supported. */
final class Completion {

    private static final Pattern SUPPORTED = Pattern.compile("supported values: \"([^\"]+)\"");
    private static final Pattern STEP = Pattern.compile("([^.\\[]+)|\\[([^]]*)]");

    private final Schema schema = Schema.kubernetes();
    private final FieldValues values;

    Completion(FieldValues values) {
        this.values = values;
    }

    /** @return whether anything was changed */
    boolean follow(ObjectNode object, TypeSchema root, JsonNode causes) {
        boolean changed = false;
        for (JsonNode cause : causes) {
            Matcher supported = SUPPORTED.matcher(cause.path("message").asText());
            boolean asks = cause.path("reason").asText().equals("FieldValueRequired");
            if (asks || supported.find()) {
                changed |= set(object, root, cause.path("field").asText(), asks ? null : supported.group(1));
            }
        }
        return changed;
    }

    private boolean set(ObjectNode object, TypeSchema root, String path, @Nullable String text) {
        Matcher steps = STEP.matcher(path);
        JsonNode at = object;
        TypeSchema owner = root;
        while (steps.find()) {
            Field field = steps.group(1) == null ? null : owner.fields().get(steps.group(1));
            if (field == null || !(at instanceof ObjectNode parent)) {
                return false;
            }
            if (steps.hitEnd()
                    || steps.end() == path.length()
                    || parent.path(field.name()).isMissingNode()) {
                return put(parent, owner, field, text);
            }
            at = parent.path(field.name());
            TypeRef ref = schema.resolve(field.type());
            if (ref instanceof TypeRef.ListOf(TypeRef element) && steps.find()) {
                if (steps.group(2) == null) {
                    return false;
                }
                int index = Integer.parseInt(steps.group(2));
                if (steps.end() == path.length() && at instanceof ArrayNode list && text != null) {
                    list.set(index, TextNode.valueOf(text));
                    return true;
                }
                at = at.path(index);
                ref = element;
            }
            TypeSchema inner = schema.structure(ref);
            if (inner == null) {
                return false;
            }
            owner = inner;
        }
        return false;
    }

    private boolean put(ObjectNode parent, TypeSchema owner, Field field, @Nullable String text) {
        JsonNode before = parent.path(field.name());
        boolean list = schema.resolve(field.type()) instanceof TypeRef.ListOf;
        JsonNode value = text == null || list ? values.value(owner, field, 0) : TextNode.valueOf(text);
        parent.set(field.name(), value);
        return !value.equals(before);
    }
}
