package io.jubernetes.jube;

import io.jubernetes.jube.command.AgentCommand;
import io.jubernetes.jube.command.ApiServerCommand;
import io.jubernetes.jube.command.ControllerManagerCommand;
import io.jubernetes.jube.command.DownCommand;
import io.jubernetes.jube.command.KubeletCommand;
import io.jubernetes.jube.command.ProxyCommand;
import io.jubernetes.jube.command.SchedulerCommand;
import io.jubernetes.jube.command.ServerCommand;
import io.jubernetes.jube.command.UpCommand;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code ./jube}. Exit codes: 0 success, 1 the operation failed, 2 wrong usage. */
@Command(
        name = "jube",
        description = "Jubernetes: a Kubernetes-compatible control plane on the JVM.",
        mixinStandardHelpOptions = true,
        version = "Jubernetes 0.1.0 (Kubernetes API v1.35)",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            ServerCommand.class,
            AgentCommand.class,
            ApiServerCommand.class,
            SchedulerCommand.class,
            ControllerManagerCommand.class,
            KubeletCommand.class,
            ProxyCommand.class
        })
public final class Jube implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine(Console.standard()).execute(args));
    }

    /** The whole command tree; {@code execute} returns the exit code. */
    public static CommandLine commandLine(Console console) {
        return new CommandLine(new Jube()).setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            if (failure instanceof CommandFailedException) {
                console.error(String.valueOf(failure.getMessage()));
            } else {
                console.error("unexpected failure: " + failure);
                failure.printStackTrace(System.err);
            }
            return 1;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing; `jube up` starts a cluster.");
    }
}
