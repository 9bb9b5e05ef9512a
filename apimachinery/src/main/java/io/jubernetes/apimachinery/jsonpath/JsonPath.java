package io.jubernetes.apimachinery.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A JSONPath template as kubectl takes it: text with paths in braces, {@code {range .items[*]}{.metadata.name}{"\n"}{end}}.
 *
 * <p>Paths know names ({@code .a.b}, {@code ['a.b']} is the same, a dot in a name is written {@code \.}), indexes and slices
 * (negative from the end), {@code *}, unions, {@code ..} and filters with one comparison. Immutable.
 */
public final class JsonPath {

    private final List<Part> parts;
    private final boolean allowMissing;

    private JsonPath(List<Part> parts, boolean allowMissing) {
        this.parts = parts;
        this.allowMissing = allowMissing;
    }

    /**
     * Reads a template. Names that are not found are errors; see {@link #allowingMissing()}.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static JsonPath parse(String template) {
        return new JsonPath(new TemplateParser(template).parse(), false);
    }

    /**
     * Reads one path as columns and sort orders write it: braces and the leading dot may be left out.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static JsonPath relaxed(String path) {
        String text = path.strip();
        if (text.startsWith("{") && text.endsWith("}")) {
            text = text.substring(1, text.length() - 1);
        }
        boolean started = text.startsWith(".") || text.startsWith("[") || text.startsWith("$") || text.startsWith("@");
        return parse("{" + (started ? "" : ".") + text + "}");
    }

    /** The same template with names that are not found giving nothing. */
    public JsonPath allowingMissing() {
        return new JsonPath(parts, true);
    }

    /**
     * The values of all paths of the template, in order; texts give none.
     *
     * @throws IllegalArgumentException when the object does not have what the template names
     */
    public List<JsonNode> find(JsonNode object) {
        List<JsonNode> found = new ArrayList<>();
        find(parts, object, found);
        return found;
    }

    private void find(List<Part> body, JsonNode object, List<JsonNode> found) {
        for (Part part : body) {
            switch (part) {
                case Part.Text text -> {}
                case Part.Path path -> found.addAll(evaluate(path.steps(), object));
                case Part.Range range ->
                    evaluate(range.steps(), object).forEach(item -> find(range.body(), item, found));
            }
        }
    }

    /**
     * The template filled in; several values of a path stand with spaces between them.
     *
     * @throws IllegalArgumentException when the object does not have what the template names
     */
    public String print(JsonNode object) {
        StringBuilder out = new StringBuilder();
        print(parts, object, out);
        return out.toString();
    }

    private void print(List<Part> body, JsonNode object, StringBuilder out) {
        for (Part part : body) {
            switch (part) {
                case Part.Text text -> out.append(text.text());
                case Part.Path path ->
                    out.append(evaluate(path.steps(), object).stream()
                            .map(JsonPath::text)
                            .collect(Collectors.joining(" ")));
                case Part.Range range ->
                    evaluate(range.steps(), object).forEach(item -> print(range.body(), item, out));
            }
        }
    }

    /** A value as it is printed: texts bare, objects and lists as JSON. */
    public static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.isNull() ? "" : value.toString();
    }

    private List<JsonNode> evaluate(List<Step> steps, JsonNode object) {
        return new Evaluation(allowMissing).run(steps, List.of(object));
    }
}
