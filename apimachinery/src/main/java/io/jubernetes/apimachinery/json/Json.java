package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON as the API speaks it. All bodies from outside go through {@link #decode}. */
public final class Json {

    /** How deep objects and lists may nest. */
    public static final int MAX_DEPTH = 512;

    /** The largest document that is decoded at all; servers set tighter limits on what they read. */
    public static final int MAX_BYTES = 64 << 20;

    /** How long a field's name may be, in characters. */
    private static final int MAX_NAME = 50_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxDocumentLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .maxNumberLength(400)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    /** Of what we store: who owns the deepest field is written a few levels deeper than the field. */
    private static final JsonFactory TRUSTED = FACTORY.rebuild()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * MAX_DEPTH)
                    .maxDocumentLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .maxNumberLength(400)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    /** Made when first asked for: it is the dear part of Jackson, and reading the catalogue goes without it. */
    private static final class Mapper {
        private static final ObjectMapper INSTANCE =
                new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private Json() {}

    /** The one mapper of trees; callers must not configure it. */
    public static ObjectMapper mapper() {
        return Mapper.INSTANCE;
    }

    public static JsonFactory factory() {
        return FACTORY;
    }

    /** For bytes that {@link #isReadable}. */
    public static JsonFactory trusted() {
        return TRUSTED;
    }

    /** Whether JSON that we wrote can be read again: names made of what others sent may be too long. */
    public static boolean isReadable(byte[] written) {
        if (written.length <= MAX_NAME) {
            return true;
        }
        try (JsonParser parser = TRUSTED.createParser(written)) {
            parser.nextToken();
            parser.skipChildren();
            return true;
        } catch (IOException tooLong) {
            return false;
        }
    }

    /** The number in the smallest node that holds it, as parsers make it; only so equal numbers are equal nodes. */
    public static NumericNode integer(long value) {
        return value == (int) value
                ? JsonNodeFactory.instance.numberNode((int) value)
                : JsonNodeFactory.instance.numberNode(value);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * Decodes a body that must be one JSON object and nothing behind it.
     *
     * @throws ApiException a BadRequest that says what is wrong and where
     */
    public static DecodedObject decode(byte[] body) {
        TreeBuilder builder = new TreeBuilder();
        if (build(body, builder) instanceof ObjectNode object) {
            return new DecodedObject(object, builder.duplicateFields());
        }
        throw ApiException.badRequest("json parse error: the body must be one JSON object");
    }

    /**
     * Decodes any JSON value from outside, for instance a JSON patch.
     *
     * @throws ApiException a BadRequest that says what is wrong and where
     */
    public static JsonNode decodeValue(byte[] body) {
        return build(body, new TreeBuilder());
    }

    private static JsonNode build(byte[] body, TreeBuilder builder) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            return builder.document(parser);
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("json parse error: " + ParseErrors.describe(e));
        } catch (IOException e) {
            // Reading from an array fails only by what stands in it, for instance a broken character encoding.
            throw ApiException.badRequest("json parse error: " + ParseErrors.clean(e.getMessage()));
        }
    }

    /** Reads JSON that we wrote ourselves: the store's objects, our own data files. */
    public static JsonNode decodeTrusted(byte[] body) {
        return decodeTrusted(body, 0, body.length);
    }

    /** As {@link #decodeTrusted(byte[])}, of a part of an array. */
    public static JsonNode decodeTrusted(byte[] body, int offset, int length) {
        try (JsonParser parser = TRUSTED.createParser(body, offset, length)) {
            return new TreeBuilder().document(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value that begins at the parser's current token; the parser then stands at its end. */
    public static JsonNode read(JsonParser parser) throws IOException {
        return new TreeBuilder().value(parser);
    }

    public static byte[] encode(JsonNode tree) {
        try {
            return Mapper.INSTANCE.writeValueAsBytes(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
