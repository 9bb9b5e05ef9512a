package io.jubernetes.apiserver.watchcache;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.storage.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads labels and selectable fields off stored bytes without building a tree. Immutable. */
public final class FieldIndex {

    /**
     * A field that selectors may name.
     *
     * @param label what selectors call it, for instance {@code spec.nodeName}
     * @param path where it stands in the object, for instance {@code spec.nodeName}
     * @param absent its value for selectors when it does not stand there
     */
    public record SelectableField(String label, String path, String absent) {}

    /** A node of the tree of paths that are read. */
    private static final class Step {
        private final Map<String, Step> next = new LinkedHashMap<>();
        private final List<Integer> fields = new ArrayList<>();
    }

    private final List<SelectableField> fields;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Step root = new Step();
    private final Step labels;

    public FieldIndex(List<SelectableField> fields) {
        this.fields = List.copyOf(fields);
        for (int i = 0; i < fields.size(); i++) {
            positions.put(fields.get(i).label(), i);
            step(fields.get(i).path()).fields.add(i);
        }
        this.labels = step("metadata.labels");
    }

    private Step step(String path) {
        Step step = root;
        for (String name : path.split("\\.")) {
            step = step.next.computeIfAbsent(name, n -> new Step());
        }
        return step;
    }

    /** Where a field stands in {@link CachedObject#fields}; -1 when selectors may not name it. */
    public int position(String label) {
        return positions.getOrDefault(label, -1);
    }

    /** The object that readers get of stored bytes. */
    public CachedObject read(String path, byte[] stored, long revision) {
        String[] values = new String[fields.size()];
        Arrays.setAll(values, i -> fields.get(i).absent());
        Map<String, String> found = new LinkedHashMap<>();
        try (JsonParser parser = Json.trusted().createParser(stored)) {
            parser.nextToken();
            object(parser, root, values, found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = StoredObject.withRevision(stored, revision);
        return new CachedObject(path, bytes, revision, found.isEmpty() ? Map.of() : found, List.of(values));
    }

    private void object(JsonParser parser, Step step, String[] values, Map<String, String> found) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            Step next = step.next.get(name);
            if (next == null) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                descend(parser, next, values, found);
            } else {
                take(parser, value, next, values);
            }
        }
    }

    private void descend(JsonParser parser, Step step, String[] values, Map<String, String> found) throws IOException {
        if (step != labels) {
            object(parser, step, values, found);
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            found.put(name, orEmpty(parser.nextTextValue()));
        }
    }

    private static void take(JsonParser parser, JsonToken value, Step step, String[] values) throws IOException {
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
            for (int field : step.fields) {
                values[field] = parser.getText();
            }
        }
        parser.skipChildren();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
