package io.jubernetes.jube;

import io.jubernetes.jube.command.AgentCommand;
import io.jubernetes.jube.command.ApiServerCommand;
import io.jubernetes.jube.command.ControllerManagerCommand;
import io.jubernetes.jube.command.DownCommand;
import io.jubernetes.jube.command.ImageCommand;
import io.jubernetes.jube.command.KubeletCommand;
import io.jubernetes.jube.command.ProxyCommand;
import io.jubernetes.jube.command.SchedulerCommand;
import io.jubernetes.jube.command.ServerCommand;
import io.jubernetes.jube.command.StoreCommand;
import io.jubernetes.jube.command.UpCommand;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
        version = "Jubernetes 0.1.0 (Kubernetes API v1.35)")
public final class Jube implements Runnable {

    /** Made only when named, because reading the annotations of all would be felt at each start. */
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine(Console.standard(), args).execute(args));
    }

    /** The command tree, as far as these arguments need it; {@code execute} returns the exit code. */
    public static CommandLine commandLine(Console console, String... args) {
        CommandLine root = new CommandLine(new Jube());
        Supplier<Object> named = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (named == null) {
            COMMANDS.forEach((name, command) -> root.addSubcommand(name, command.get()));
        } else {
            root.addSubcommand(args[0], named.get());
        }
        return root.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
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

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("up", UpCommand::new);
        commands.put("down", DownCommand::new);
        commands.put("server", ServerCommand::new);
        commands.put("agent", AgentCommand::new);
        commands.put("apiserver", ApiServerCommand::new);
        commands.put("scheduler", SchedulerCommand::new);
        commands.put("controller-manager", ControllerManagerCommand::new);
        commands.put("kubelet", KubeletCommand::new);
        commands.put("proxy", ProxyCommand::new);
        commands.put("store", StoreCommand::new);
        commands.put("image", ImageCommand::new);
        return commands;
    }
}
