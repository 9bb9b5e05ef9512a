package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.SelectionOptions;
import io.jubernetes.cli.session.Durations;
import io.jubernetes.cli.session.Server;
import io.jubernetes.cli.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl rollout status}: waits until a rollout is over, and says how it goes. */
@Command(name = "status", description = "Show the status of the rollout.")
final class StatusCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TYPE/NAME | TYPE NAME", arity = "0..*", description = "Whose rollout.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait until it is over.")
    private boolean watch = true;

    @Option(
            names = "--revision",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Only as long as it is this one.")
    private long revision;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "How long to wait at most; 0 for as long as it takes.")
    private String timeout = "0";

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Failures failures = new Failures();
        List<Located> found = selection.locate(session, arguments, failures);
        failures.report();
        Duration limit = Durations.parse("--timeout", timeout);
        Instant deadline = limit.isZero() ? null : session.environment().now().plus(limit);
        found.forEach(one -> failures.attempt(() -> follow(one, deadline)));
        failures.report();
        return 0;
    }

    private void follow(Located one, @Nullable Instant deadline) {
        ObjectNode object = one.object();
        String[] said = {""};
        while (!tell(object, said) && watch) {
            Duration left = deadline == null
                    ? null
                    : Duration.between(session.environment().now(), deadline);
            if (left != null && !left.isPositive()) {
                throw new CommandException("error: timed out waiting for the condition");
            }
            QueryParameters query = QueryParameters.of(
                    "fieldSelector",
                    "metadata.name=" + one.name(),
                    "resourceVersion",
                    object.path("metadata").path("resourceVersion").asText());
            boolean[] over = {false};
            session.watching().run(one.resource().path(one.namespace()), query, Server.JSON, left, (type, now) -> {
                if (type.equals("DELETED")) {
                    throw new CommandException("error: object has been deleted");
                }
                over[0] = !type.equals("ERROR") && tell(now, said);
                return !over[0] && !type.equals("ERROR");
            });
            if (over[0]) {
                return;
            }
            object = session.server().get(one.path(), QueryParameters.EMPTY);
        }
    }

    /** Says what is new; whether it is over. */
    private boolean tell(ObjectNode object, String[] said) {
        checkRevision(object);
        Progress progress = Progress.of(object);
        if (!progress.text().equals(said[0])) {
            session.terminal().line(progress.text());
            session.terminal().out().flush();
            said[0] = progress.text();
        }
        return progress.done();
    }

    private void checkRevision(ObjectNode object) {
        long current = object.path("metadata")
                .path("annotations")
                .path(Revisions.ANNOTATION)
                .asLong();
        if (revision > 0 && current != revision) {
            throw new CommandException("error: desired revision (" + revision
                    + ") is different from the running revision (" + current + ")");
        }
    }
}
