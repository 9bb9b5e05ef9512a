package io.jubernetes.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.Discovery;

/**
 * What {@code -o} says.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubectl/#formatting-output">Formatting output</a>
 */
public sealed interface OutputFormat {

    /** A table, or the verb's own sentence: no {@code -o}. */
    record Human(boolean wide) implements OutputFormat {}

    /** Text made of the objects. */
    record Objects(ObjectPrinter printer) implements OutputFormat {}

    /** @param discovery for names of resources */
    static OutputFormat parse(String flag, Discovery discovery) {
        int equals = flag.indexOf('=');
        String kind = equals < 0 ? flag : flag.substring(0, equals);
        return switch (kind) {
            case "" -> new Human(false);
            case "wide" -> new Human(true);
            case "json" -> new Objects(object -> object.toPrettyString() + "\n");
            case "yaml" -> new Objects(YamlText::of);
            case "name" -> new Objects(object -> names(object, discovery));
            default ->
                throw new CommandException("error: unable to match a printer suitable for the output format \"" + flag
                        + "\", allowed formats are: json,name,wide,yaml");
        };
    }

    private static String names(ObjectNode object, Discovery discovery) {
        StringBuilder names = new StringBuilder();
        Iterable<JsonNode> items = object.has("items") ? object.path("items") : java.util.List.of(object);
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
