package io.jubernetes.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.TreeMap;

/** YAML as kubectl writes it: keys sorted, no document marker, block strings. */
public final class YamlText {

    private static final ObjectWriter WRITER = new YAMLMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
                    .build())
            .writer();

    private YamlText() {}

    public static String of(JsonNode object) {
        try {
            return WRITER.writeValueAsString(sorted(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree is always writable as YAML", e);
        }
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                TreeMap<String, JsonNode> fields = new TreeMap<>();
                object.properties().forEach(e -> fields.put(e.getKey(), sorted(e.getValue())));
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                copy.setAll(fields);
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            default -> node;
        };
    }
}
