package io.jubernetes.cli.verb;

import io.jubernetes.cli.output.TextTable;
import io.jubernetes.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code jubectl options}: the flags that all verbs take. */
@Command(name = "options", description = "Print the list of flags inherited by all commands.")
final class OptionsCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    OptionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.terminal().line("The following options can be passed to any command:\n");
        TextTable table = new TextTable();
        for (OptionSpec option : spec.root().options()) {
            String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
            table.row(
                    List.of("  " + String.join(", ", option.names()) + value, String.join(" ", option.description())));
        }
        table.lines().forEach(session.terminal()::line);
        return 0;
    }
}
