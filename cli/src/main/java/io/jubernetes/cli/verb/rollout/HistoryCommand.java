package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.describe.PodTemplates;
import io.jubernetes.cli.describe.Writer;
import io.jubernetes.cli.output.OutputFormat;
import io.jubernetes.cli.output.Tabbed;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.SelectionOptions;
import io.jubernetes.cli.session.Session;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl rollout history}. */
@Command(name = "history", description = "View rollout history.")
final class HistoryCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TYPE/NAME | TYPE NAME", arity = "0..*", description = "Whose history.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Option(names = "--revision", paramLabel = "NUMBER", defaultValue = "0", description = "This one, with its pods.")
    private long revision;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "",
            description = "Print the revision's object, as json or yaml.")
    private String output = "";

    HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Failures failures = new Failures();
        List<Located> found = selection.locate(session, arguments, failures);
        found.forEach(one -> failures.attempt(() -> show(one)));
        failures.report();
        return 0;
    }

    private void show(Located one) {
        Map<Long, ObjectNode> revisions = new Revisions(session, one).all();
        if (revision > 0) {
            detail(one, revisions.get(revision));
            return;
        }
        session.terminal().line(one.display() + " ");
        if (revisions.isEmpty()) {
            session.terminal().line("No rollout history found.");
            return;
        }
        StringBuilder table = new StringBuilder("REVISION\tCHANGE-CAUSE\n");
        revisions.forEach((number, object) -> table.append(number)
                .append('\t')
                .append(Revisions.cause(object))
                .append('\n'));
        session.terminal().line(Tabbed.align(table.toString()));
    }

    private void detail(Located one, @org.jspecify.annotations.Nullable ObjectNode object) {
        if (object == null) {
            throw new CommandException("error: unable to find the specified revision");
        }
        if (OutputFormat.parse(output, session::discovery) instanceof OutputFormat.Objects objects) {
            session.terminal().out().print(objects.printer().print(object));
            return;
        }
        Writer writer = new Writer();
        PodTemplates.describe(Revisions.template(object), writer);
        session.terminal().line(one.display() + " with revision #" + revision);
        session.terminal().line(writer.text());
    }
}
