package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ResourceArguments;
import io.jubernetes.cli.discovery.ResourceArguments.Selection;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.cli.output.TableView;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl get}: shows objects, as a table or as text. */
@Command(name = "get", description = "Display one or many resources.")
final class GetCommand implements Callable<Integer> {

    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private final Session session;

    @Parameters(paramLabel = "TYPE[/NAME] | TYPE NAME", description = "What to show.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "",
            description = "wide, json, yaml, name, jsonpath=TEMPLATE")
    private String output = "";

    @Option(
            names = {"-l", "--selector"},
            defaultValue = "",
            description = "Only objects whose labels match.")
    private String selector = "";

    @Option(names = "--field-selector", defaultValue = "", description = "Only objects whose fields match.")
    private String fieldSelector = "";

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "From all namespaces.")
    private boolean allNamespaces;

    @Option(names = "--no-headers", description = "Without the line of column names.")
    private boolean noHeaders;

    @Option(names = "--show-labels", description = "With a column of all labels.")
    private boolean showLabels;

    @Option(
            names = {"-L", "--label-columns"},
            split = ",",
            description = "With a column for each of these labels.")
    private List<String> labelColumns = List.of();

    @Option(names = "--ignore-not-found", description = "An object that does not exist is no error.")
    private boolean ignoreNotFound;

    GetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        OutputFormat format = OutputFormat.parse(output, session.discovery());
        List<Selection> selections = ResourceArguments.parse(arguments, session.discovery());
        return switch (format) {
            case OutputFormat.Human human -> tables(selections, human.wide());
            case OutputFormat.Objects objects -> objects(selections, objects);
        };
    }

    private int tables(List<Selection> selections, boolean wide) {
        boolean anything = false;
        for (Selection selection : selections) {
            TableView view = new TableView(selection.resource(), viewOptions(selection, wide, selections.size() > 1));
            for (ObjectNode table : answers(selection, TABLE)) {
                if (!table.path("rows").isEmpty()) {
                    if (anything && selections.size() > 1) {
                        session.terminal().line("");
                    }
                    view.lines(table, session.terminal().interactive()).forEach(session.terminal()::line);
                    anything = true;
                }
            }
        }
        if (!anything && !ignoreNotFound) {
            boolean cluster = selections.stream().noneMatch(s -> s.resource().namespaced());
            session.terminal()
                    .note(
                            allNamespaces || cluster
                                    ? "No resources found"
                                    : "No resources found in " + session.namespace() + " namespace.");
        }
        return 0;
    }

    private TableView.Options viewOptions(Selection selection, boolean wide, boolean several) {
        boolean namespaces = allNamespaces && selection.resource().namespaced();
        return new TableView.Options(wide, namespaces, several, !noHeaders, showLabels, labelColumns);
    }

    private int objects(List<Selection> selections, OutputFormat.Objects format) {
        List<ObjectNode> found = new ArrayList<>();
        boolean single = selections.size() == 1 && selections.getFirst().names().size() == 1;
        for (Selection selection : selections) {
            found.addAll(answers(selection, "application/json"));
        }
        if (single && found.isEmpty()) {
            return 0;
        }
        session.terminal().out().print(format.printer().print(single ? found.getFirst() : Lists.of(found)));
        return 0;
    }

    /** One answer for each name, or one for the whole list. */
    private List<ObjectNode> answers(Selection selection, String accept) {
        String namespace = allNamespaces ? "" : session.namespace();
        if (selection.names().isEmpty()) {
            return List.of(session.server().get(selection.resource().path(namespace), listQuery(), accept));
        }
        if (allNamespaces) {
            throw new CommandException("error: a resource cannot be retrieved by name across all namespaces");
        }
        List<ObjectNode> answers = new ArrayList<>();
        for (String name : selection.names()) {
            try {
                answers.add(session.server()
                        .get(selection.resource().path(namespace, name), QueryParameters.EMPTY, accept));
            } catch (ApiException e) {
                if (!ignoreNotFound || !e.is(StatusReason.NotFound)) {
                    throw e;
                }
            }
        }
        return answers;
    }

    private QueryParameters listQuery() {
        QueryParameters query = QueryParameters.EMPTY;
        query = selector.isEmpty() ? query : query.and("labelSelector", selector);
        return fieldSelector.isEmpty() ? query : query.and("fieldSelector", fieldSelector);
    }

    /** A List of objects that came from several answers. */
    private static final class Lists {
        static ObjectNode of(List<ObjectNode> answers) {
            ObjectNode list = Json.mapper().createObjectNode();
            list.put("apiVersion", "v1");
            var items = list.putArray("items");
            for (ObjectNode answer : answers) {
                if (answer.has("items")) {
                    String kind = answer.path("kind").asText().replaceFirst("List$", "");
                    String apiVersion = answer.path("apiVersion").asText();
                    answer.path("items").forEach(item -> items.add(typed((ObjectNode) item, apiVersion, kind)));
                } else {
                    items.add(answer);
                }
            }
            list.put("kind", "List");
            list.putObject("metadata").put("resourceVersion", "");
            return list;
        }

        /** Items of a typed list do not repeat their type; on their own they must say it. */
        private static ObjectNode typed(ObjectNode item, String apiVersion, String kind) {
            ObjectNode typed = Json.mapper().createObjectNode();
            typed.put("apiVersion", apiVersion).put("kind", kind);
            typed.setAll(item);
            return typed;
        }
    }
}
