package io.jubernetes.cli;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.cli.session.ClusterConnector;
import io.jubernetes.cli.session.GlobalOptions;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.session.Terminal;
import io.jubernetes.cli.verb.Verbs;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code ./jubectl}. Exit codes: 0 success, 1 the operation failed, 2 wrong usage. */
@Command(name = "jubectl", description = "Controls a Kubernetes cluster; the verbs, flags and outputs of kubectl.")
public final class Jubectl implements Runnable {

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private Jubectl() {}

    public static void main(String[] args) {
        Terminal terminal = Terminal.standard();
        int exit = commandLine(terminal, new ClusterConnector()).execute(args);
        terminal.out().flush();
        System.exit(exit);
    }

    /** The whole command tree; {@code execute} returns the exit code. */
    public static CommandLine commandLine(Terminal terminal, Session.Connector connector) {
        Jubectl root = new Jubectl();
        Session session = new Session(terminal, root.options, connector);
        CommandLine commandLine = new CommandLine(root, new VerbFactory(session));
        Verbs.ALL.forEach(commandLine::addSubcommand);
        return commandLine.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, session));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A verb is missing; try `jubectl get pods`.");
    }

    private static int report(Exception failure, Session session) throws Exception {
        Terminal terminal = session.terminal();
        switch (failure) {
            case CommandException known -> {
                if (known.getMessage() != null && !known.getMessage().isEmpty()) {
                    terminal.note(known.getMessage());
                }
                return known.exitCode();
            }
            case ApiException refusal -> terminal.note(Refusal.text(refusal));
            case UncheckedIOException unreachable -> terminal.note(Refusal.text(unreachable, session.address()));
            default -> throw failure;
        }
        return 1;
    }

    /** Gives every verb the session: by the one public constructor that takes it. */
    private record VerbFactory(Session session) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (List.of(constructor.getParameterTypes()).equals(List.of(Session.class))) {
                    return type.cast(constructor.newInstance(session));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
