package io.jubernetes.cli.verb.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.List;

/** Makes a table of an answer that is none: not every server, and not every aggregated API, makes its own. */
final class Tables {

    private Tables() {}

    static ObjectNode of(ObjectNode answer) {
        if (answer.path("kind").asText().equals("Table")) {
            return answer;
        }
        ObjectNode table = Json.object();
        table.set("metadata", answer.path("metadata"));
        ArrayNode columns = table.putArray("columnDefinitions");
        columns.addObject().put("name", "Name").put("format", "name");
        columns.addObject().put("name", "Created At");
        ArrayNode rows = table.putArray("rows");
        Iterable<? extends JsonNode> items = answer.path("items").isArray() ? answer.path("items") : List.of(answer);
        for (JsonNode item : items) {
            ObjectNode row = rows.addObject();
            row.putArray("cells")
                    .add(item.path("metadata").path("name"))
                    .add(item.path("metadata").path("creationTimestamp"));
            row.set("object", item);
        }
        return table;
    }
}
