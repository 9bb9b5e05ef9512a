package io.jubernetes.apimachinery.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as Kubernetes reads it: turned into a JSON tree, with the words of YAML 1.1 ({@code yes}, {@code 0644}) and dates left as
 * text. Depth, size and what aliases expand to are bounded.
 */
public final class Yaml {

    private Yaml() {}

    /**
     * Decodes a body that must be one YAML document holding an object.
     *
     * @throws ApiException a BadRequest that says what is wrong and where
     */
    public static DecodedObject decode(byte[] body) {
        List<DecodedObject> documents = read(body, 1);
        if (documents.isEmpty()) {
            throw ApiException.badRequest("yaml parse error: the document is empty");
        }
        return documents.getFirst();
    }

    /**
     * Decodes the documents of a file of manifests; empty ones are left out.
     *
     * @throws ApiException a BadRequest that says what is wrong and where
     */
    public static List<DecodedObject> decodeAll(byte[] body) {
        return read(body, 10_000);
    }

    private static List<DecodedObject> read(byte[] body, int maxDocuments) {
        try {
            return documents(text(body), maxDocuments);
        } catch (MarkedYAMLException e) {
            throw ApiException.badRequest("yaml parse error: " + where(e.getProblemMark()) + problem(e));
        } catch (YAMLException e) {
            throw ApiException.badRequest("yaml parse error: " + ParseErrors.clean(e.getMessage()));
        }
    }

    private static List<DecodedObject> documents(String text, int maxDocuments) {
        LoaderOptions options = options();
        Composer composer = new Composer(
                new ParserImpl(new StreamReader(new StringReader(text)), options), new Resolver(), options);
        List<DecodedObject> documents = new ArrayList<>();
        while (composer.checkNode()) {
            Node root = composer.getNode();
            if (documents.size() == maxDocuments) {
                throw new YAMLException("more than " + maxDocuments + " documents");
            }
            YamlTree tree = new YamlTree();
            JsonNode value = tree.convert(root);
            if (value instanceof ObjectNode object) {
                documents.add(new DecodedObject(object, tree.duplicateFields()));
            } else if (!(value instanceof NullNode)) {
                throw new YAMLException(where(root.getStartMark()) + "the document must be an object");
            }
        }
        return documents;
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Json.MAX_BYTES);
        options.setNestingDepthLimit(Json.MAX_DEPTH);
        options.setMaxAliasesForCollections(1000);
        options.setAllowDuplicateKeys(true);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    private static String text(byte[] body) {
        if (body.length > Json.MAX_BYTES) {
            throw new YAMLException("the document is too large");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new YAMLException("the document is not valid UTF-8");
        }
    }

    static String where(@Nullable Mark mark) {
        return mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private static String problem(MarkedYAMLException e) {
        String context = e.getContext();
        return (context == null ? "" : context + ": ") + ParseErrors.clean(e.getProblem());
    }
}
