package io.jubernetes.cli.verb.get;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.cli.output.TableView;
import io.jubernetes.cli.output.TextTable;
import io.jubernetes.cli.selection.ManagedFields;
import io.jubernetes.cli.session.Server;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.session.Watching;
import java.util.List;

/** Lists, then goes on with every change until it is stopped. */
public final class WatchListing {

    private final Session session;
    private final GetOptions options;
    private final OutputFormat format;
    private final TextTable columns = new TextTable();
    private String version = "";

    public WatchListing(Session session, GetOptions options, OutputFormat format) {
        this.session = session;
        this.options = options;
        this.format = format;
    }

    /** Ends when the server ends the watch, as kubectl does. */
    public int run(List<Question> questions) {
        if (questions.size() != 1 || questions.getFirst().names().size() > 1) {
            throw new CommandException("error: you may only specify a single resource type");
        }
        Question question = questions.getFirst();
        TableView view =
                TableListing.view(question, false, options, format instanceof OutputFormat.Human h && h.wide());
        list(question, view);
        QueryParameters query = options.selectors().query();
        if (question.isOneObject()) {
            query = query.and(
                    "fieldSelector", "metadata.name=" + question.names().getFirst());
        }
        String path = question.resource().path(question.namespace());
        QueryParameters from = version.isEmpty() ? query : query.and("resourceVersion", version);
        Watching.End end =
                session.watching().run(path, from, accept(), null, (type, object) -> event(view, type, object));
        session.terminal().out().flush();
        return end == Watching.End.ENOUGH ? 1 : 0;
    }

    private String accept() {
        return format instanceof OutputFormat.Human ? TableListing.TABLE : Server.JSON;
    }

    private void list(Question question, TableView view) {
        Failures failures = new Failures();
        new Answers(session, options, accept()).each(question, QueryParameters.EMPTY, failures, answer -> {
            version = answer.path("metadata").path("resourceVersion").asText(version);
            if (options.watchOnly) {
                return;
            }
            if (format instanceof OutputFormat.Human) {
                table(view, "ADDED", Tables.of(answer));
            } else if (answer.path("items").isArray()) {
                String kind = answer.path("kind").asText().replaceFirst("List$", "");
                String apiVersion = answer.path("apiVersion").asText();
                answer.path("items").forEach(i -> object("ADDED", Server.typed((ObjectNode) i, apiVersion, kind)));
            } else {
                object("ADDED", answer);
            }
        });
        failures.report();
        session.terminal().out().flush();
    }

    private boolean event(TableView view, String type, ObjectNode object) {
        if (type.equals("ERROR")) {
            session.terminal().note("error: " + object.path("message").asText("the watch broke"));
            return false;
        }
        if (type.equals("BOOKMARK")) {
            return true;
        }
        if (format instanceof OutputFormat.Human) {
            table(view, type, Tables.of(object));
        } else {
            object(type, object);
        }
        session.terminal().out().flush();
        return true;
    }

    private void table(TableView view, String type, ObjectNode table) {
        if (!table.path("rows").isEmpty()) {
            view.lines(table, type, session.terminal().interactive()).forEach(session.terminal()::line);
        }
    }

    private void object(String type, ObjectNode object) {
        ObjectNode shown = options.managedFields ? object : ManagedFields.without(object);
        switch (format) {
            case OutputFormat.Columns custom -> {
                columns.row(custom.columns().row(shown));
                columns.lines().forEach(session.terminal()::line);
            }
            case OutputFormat.Objects objects -> {
                String text = objects.printer().print(options.watchEvents ? Events.of(type, shown) : shown);
                boolean documents = options.output.equals("yaml");
                session.terminal().out().print(documents ? "---\n" + text : text);
            }
            case OutputFormat.Human _ -> throw new IllegalArgumentException("tables are printed elsewhere");
        }
    }

    /** An object with what happened to it. */
    private static final class Events {
        static ObjectNode of(String type, ObjectNode object) {
            ObjectNode event = io.jubernetes.apimachinery.json.Json.object();
            event.put("type", type).set("object", object);
            return event;
        }
    }
}
