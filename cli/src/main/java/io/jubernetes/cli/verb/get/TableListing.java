package io.jubernetes.cli.verb.get;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.output.SortOrder;
import io.jubernetes.cli.output.TableView;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;

/** Lists as tables, one for each resource. */
public final class TableListing {

    static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private final Session session;
    private final GetOptions options;
    private final boolean wide;
    private boolean anything;

    public TableListing(Session session, GetOptions options, boolean wide) {
        this.session = session;
        this.options = options;
        this.wide = wide;
    }

    public void run(List<Question> questions, Failures failures) {
        for (Question question : questions) {
            list(question, questions.size() > 1, failures);
        }
        if (!anything && failures.isEmpty() && !options.ignoreNotFound) {
            session.terminal().note(nothingFound(questions));
        }
    }

    private String nothingFound(List<Question> questions) {
        boolean everywhere = questions.stream().allMatch(q -> q.namespace().isEmpty());
        return everywhere ? "No resources found" : "No resources found in " + session.namespace() + " namespace.";
    }

    private void list(Question question, boolean several, Failures failures) {
        TableView view = view(question, several, options, wide);
        List<ObjectNode> tables = new ArrayList<>();
        boolean sorts = !options.sortBy.isEmpty();
        QueryParameters query = sorts ? QueryParameters.of("includeObject", "Object") : QueryParameters.EMPTY;
        new Answers(session, options, TABLE).each(question, query, failures, answer -> {
            ObjectNode table = Tables.of(answer);
            if (sorts) {
                tables.add(table);
            } else {
                print(view, table, several);
            }
        });
        if (sorts && !tables.isEmpty()) {
            print(view, sorted(tables), several);
        }
    }

    private ObjectNode sorted(List<ObjectNode> tables) {
        List<JsonNode> rows = new ArrayList<>();
        tables.forEach(table -> table.path("rows").forEach(rows::add));
        ObjectNode one = tables.getFirst();
        ArrayNode sorted = one.putArray("rows");
        SortOrder.parse(options.sortBy).sorted(rows, row -> row.path("object")).forEach(sorted::add);
        return one;
    }

    private void print(TableView view, ObjectNode table, boolean several) {
        if (table.path("rows").isEmpty()) {
            return;
        }
        if (anything && several && !view.isStarted()) {
            session.terminal().line("");
        }
        view.lines(table, session.terminal().interactive()).forEach(session.terminal()::line);
        anything = true;
    }

    static TableView view(Question question, boolean several, GetOptions options, boolean wide) {
        boolean namespaces =
                options.selectors().allNamespaces() && question.resource().namespaced();
        return new TableView(
                question.resource(),
                new TableView.Options(
                        wide,
                        namespaces,
                        several || options.showKind,
                        !options.noHeaders,
                        options.showLabels,
                        options.labelColumns,
                        options.watches() && options.watchEvents));
    }
}
