package io.jubernetes.cli.verb.get;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.session.Session;
import java.util.function.Consumer;

/** Asks the server: once for each name, or for the list page by page. */
final class Answers {

    private final Session session;
    private final GetOptions options;
    private final String accept;

    Answers(Session session, GetOptions options, String accept) {
        this.session = session;
        this.options = options;
        this.accept = accept;
    }

    /** @param query for each request */
    void each(Question question, QueryParameters query, Failures failures, Consumer<ObjectNode> answer) {
        for (String name : question.names()) {
            failures.attempt(() -> one(question, name, query, answer));
        }
        if (question.names().isEmpty()) {
            failures.attempt(() -> session.server()
                    .pages(
                            question.resource().path(question.namespace()),
                            merged(query),
                            accept,
                            options.chunkSize,
                            answer));
        }
    }

    private void one(Question question, String name, QueryParameters query, Consumer<ObjectNode> answer) {
        try {
            answer.accept(session.server().get(options.path(question, name), query, accept));
        } catch (ApiException e) {
            if (!options.ignoreNotFound || !e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }

    private QueryParameters merged(QueryParameters query) {
        QueryParameters all = options.selectors().query();
        for (String name : new String[] {"includeObject"}) {
            for (String value : query.all(name)) {
                all = all.and(name, value);
            }
        }
        return all;
    }
}
