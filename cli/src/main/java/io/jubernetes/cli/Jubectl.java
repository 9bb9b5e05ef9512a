package io.jubernetes.cli;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.cli.session.ClusterConnector;
import io.jubernetes.cli.session.GlobalOptions;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.session.Terminal;
import io.jubernetes.cli.verb.Verbs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The entry point of {@code ./jubectl}. Exit codes: 0 success, 1 the operation failed, 2 wrong usage. */
@Command(
        name = "jubectl",
        description = "Controls a Kubernetes cluster; the verbs, flags and outputs of kubectl.",
        synopsisSubcommandLabel = "VERB",
        footer =
                "%nUse \"jubectl VERB --help\" for more about a verb, \"jubectl options\" for the flags that all take.")
public final class Jubectl implements Runnable {

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    private final CommandLine commandLine = new CommandLine(this, new LateFactory());

    private Jubectl() {}

    public static void main(String[] args) {
        withoutLogging();
        Terminal terminal = Terminal.standard();
        int exit = run(terminal, new ClusterConnector(), new SystemEnvironment(), args);
        terminal.out().flush();
        System.exit(exit);
    }

    /** What a person must know is printed; starting a logging system would take longer than the command. */
    private static void withoutLogging() {
        if (System.getProperty("slf4j.provider") == null) {
            System.setProperty("slf4j.internal.verbosity", "WARN");
            System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        }
    }

    /**
     * One run of the command.
     *
     * @return the exit code
     */
    public static int run(Terminal terminal, Session.Connector connector, Environment environment, String... args) {
        Jubectl root = new Jubectl();
        Session session = new Session(terminal, root.options, connector, environment);
        CommandLine commandLine = root.commandLine;
        Verbs.add(commandLine, session, args);
        commandLine
                .setExecutionExceptionHandler((failure, command, parsed) -> Reporting.failure(failure, session))
                .setParameterExceptionHandler((wrong, arguments) -> Reporting.usage(wrong, session))
                .setOut(new java.io.PrintWriter(terminal.out(), true, java.nio.charset.StandardCharsets.UTF_8))
                .setErr(new java.io.PrintWriter(terminal.err(), true, java.nio.charset.StandardCharsets.UTF_8));
        return commandLine.execute(BooleanFlags.rewritten(commandLine, args));
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }
}
