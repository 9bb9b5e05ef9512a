package io.jubernetes.cli.verb.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.output.CustomColumns;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.cli.output.SortOrder;
import io.jubernetes.cli.output.TextTable;
import io.jubernetes.cli.selection.ManagedFields;
import io.jubernetes.cli.session.Server;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;

/** Prints the objects themselves: one as it is, several as a List. */
public final class ObjectListing {

    private final Session session;
    private final GetOptions options;
    private final OutputFormat format;

    public ObjectListing(Session session, GetOptions options, OutputFormat format) {
        this.session = session;
        this.options = options;
        this.format = format;
    }

    public void run(List<Question> questions, Failures failures) {
        List<ObjectNode> found = new ArrayList<>();
        for (Question question : questions) {
            new Answers(session, options, Server.JSON)
                    .each(question, QueryParameters.EMPTY, failures, answer -> found.addAll(Objects.of(answer)));
        }
        boolean single = questions.size() == 1 && questions.getFirst().isOneObject();
        if (single && found.isEmpty() || found.isEmpty() && !failures.isEmpty()) {
            return;
        }
        List<ObjectNode> sorted = options.sortBy.isEmpty()
                ? found
                : SortOrder.parse(options.sortBy).sorted(found, object -> object);
        switch (format) {
            case OutputFormat.Objects objects -> {
                ObjectNode whole = single ? sorted.getFirst() : list(sorted);
                ObjectNode shown = options.managedFields ? whole : ManagedFields.without(whole);
                session.terminal().out().print(objects.printer().print(shown));
            }
            case OutputFormat.Columns columns -> columns(columns.columns(), sorted);
            case OutputFormat.Human _ -> throw new IllegalArgumentException("tables are listed elsewhere");
        }
    }

    private void columns(CustomColumns columns, List<ObjectNode> objects) {
        TextTable table = new TextTable();
        if (!options.noHeaders) {
            table.row(columns.headers());
        }
        objects.forEach(object -> table.row(columns.row(object)));
        table.lines().forEach(session.terminal()::line);
    }

    private static ObjectNode list(List<ObjectNode> objects) {
        ObjectNode list = Json.object();
        list.put("apiVersion", "v1");
        ArrayNode items = list.putArray("items");
        objects.forEach(items::add);
        list.put("kind", "List");
        list.putObject("metadata").put("resourceVersion", "");
        return list;
    }

    /** The objects of an answer, each saying its type. */
    private static final class Objects {
        static List<ObjectNode> of(ObjectNode answer) {
            if (!answer.path("items").isArray()) {
                return List.of(answer);
            }
            String kind = answer.path("kind").asText().replaceFirst("List$", "");
            String apiVersion = answer.path("apiVersion").asText();
            List<ObjectNode> objects = new ArrayList<>();
            for (JsonNode item : answer.path("items")) {
                objects.add(Server.typed((ObjectNode) item, apiVersion, kind));
            }
            return objects;
        }
    }
}
