package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.YamlText;
import io.jubernetes.apimachinery.jsonpath.JsonPath;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.Discovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * What {@code -o} says.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubectl/#formatting-output">Formatting output</a>
 */
public sealed interface OutputFormat {

    /** A table, or the verb's own sentence: no {@code -o}. */
    record Human(boolean wide) implements OutputFormat {}

    /** A table made of the objects. */
    record Columns(CustomColumns columns) implements OutputFormat {}

    /** Text made of the objects. */
    record Objects(ObjectPrinter printer) implements OutputFormat {}

    /** @param discovery for names of resources; not asked before one is needed */
    static OutputFormat parse(String flag, Supplier<Discovery> discovery) {
        int equals = flag.indexOf('=');
        String kind = equals < 0 ? flag : flag.substring(0, equals);
        String argument = equals < 0 ? "" : flag.substring(equals + 1);
        return switch (kind) {
            case "" -> new Human(false);
            case "wide" -> new Human(true);
            case "json" -> new Objects(JsonText::of);
            case "yaml" -> new Objects(YamlText::of);
            case "name" -> new Objects(object -> names(object, discovery.get()));
            case "jsonpath" -> new Objects(jsonPath(argument));
            case "jsonpath-file" -> new Objects(jsonPath(file(kind, argument)));
            case "jsonpath-as-json" -> new Objects(jsonPathAsJson(argument));
            case "custom-columns" -> new Columns(CustomColumns.parse(argument));
            case "custom-columns-file" -> new Columns(CustomColumns.parseTemplate(file(kind, argument)));
            default ->
                throw new CommandException("error: unable to match a printer suitable for the output format \"" + flag
                        + "\", allowed formats are: custom-columns,custom-columns-file,json,jsonpath,"
                        + "jsonpath-as-json,jsonpath-file,name,wide,yaml");
        };
    }

    private static ObjectPrinter jsonPath(String template) {
        JsonPath path = compiled(template).allowingMissing();
        return object -> {
            try {
                return path.print(object);
            } catch (IllegalArgumentException e) {
                throw new CommandException("error: error executing jsonpath \"" + template + "\": " + e.getMessage());
            }
        };
    }

    private static ObjectPrinter jsonPathAsJson(String template) {
        JsonPath path = compiled(template).allowingMissing();
        return object -> {
            ArrayNode found = Json.mapper().createArrayNode();
            found.addAll(path.find(object));
            return JsonText.of(found);
        };
    }

    private static JsonPath compiled(String template) {
        if (template.isEmpty()) {
            throw new CommandException("error: template format specified but no template given");
        }
        String braced = template.contains("{") ? template : "{" + template + "}";
        try {
            return JsonPath.parse(braced);
        } catch (IllegalArgumentException e) {
            throw new CommandException("error: error parsing jsonpath " + template + ", " + e.getMessage());
        }
    }

    private static String file(String kind, String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new CommandException("error: error reading --" + kind + " " + file + ": no such file or directory");
        }
    }

    private static String names(ObjectNode object, Discovery discovery) {
        StringBuilder names = new StringBuilder();
        Iterable<? extends JsonNode> items = object.path("items").isArray() ? object.path("items") : List.of(object);
        for (JsonNode item : items) {
            String display = discovery
                    .ofKind(item.path("apiVersion").asText(), item.path("kind").asText())
                    .displayName();
            names.append(display)
                    .append('/')
                    .append(item.path("metadata").path("name").asText())
                    .append('\n');
        }
        return names.toString();
    }
}
