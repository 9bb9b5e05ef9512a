package io.jubernetes.apimachinery.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file with the type table: it is scanned once for where each type begins and ends, and a type is parsed when asked for.
 * Parsing all 850 would cost each start of the CLI more than the rest of its work.
 */
final class TypeTable {

    private record Span(int start, int length) {}

    private final byte[] file;
    private final Map<String, Span> spans = new HashMap<>();
    private final JsonNode defaults = ApiResources.tree(ApiResources.DEFAULTS);
    private final JsonNode enums;
    private final TypeReader reader;

    TypeTable(String resource) {
        file = ApiResources.bytes(resource);
        enums = ApiResources.tree(ApiResources.VALIDATION).path("enums");
        reader = new TypeReader(this::parse);
        try (JsonParser parser = Json.factory().createParser(file)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean types = parser.currentName().equals("types");
                parser.nextToken();
                if (types) {
                    scan(parser);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scan(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            spans.put(name, new Span(start, end - start));
        }
    }

    private static final class Kubernetes {
        private static final TypeTable TABLE = new TypeTable(ApiResources.TYPES);
    }

    /** Scanned when first asked for: the catalogue alone does not need it. */
    static TypeTable kubernetes() {
        return Kubernetes.TABLE;
    }

    @Nullable
    TypeSchema read(String name) {
        JsonNode written = parse(name);
        return written == null ? null : reader.read(name, written, enums(name), defaults(name));
    }

    JsonNode enums(String name) {
        return enums.path(name);
    }

    JsonNode defaults(String name) {
        return defaults.path(name);
    }

    boolean has(String name) {
        return spans.containsKey(name);
    }

    /** What the table says of a type; the tree belongs to the caller. Null when it says nothing. */
    @Nullable
    JsonNode parse(String name) {
        Span span = spans.get(name);
        if (span == null) {
            return null;
        }
        return Json.decodeTrusted(file, span.start(), span.length());
    }
}
