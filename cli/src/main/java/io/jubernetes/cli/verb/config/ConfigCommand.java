package io.jubernetes.cli.verb.config;

import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.Group;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jubectl config}. */
@Command(name = "config", description = "Modify kubeconfig files.")
public final class ConfigCommand implements Runnable {

    private static final List<String> NAMES = List.of(
            "current-context",
            "delete-cluster",
            "delete-context",
            "delete-user",
            "get-clusters",
            "get-contexts",
            "get-users",
            "rename-context",
            "set-cluster",
            "set-context",
            "set-credentials",
            "use-context",
            "view");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private ConfigCommand() {}

    /** The command with those of its commands that the arguments need. */
    public static CommandLine with(Group group) {
        CommandLine config = new CommandLine(new ConfigCommand());
        group.addTo(config, NAMES, name -> create(name, group.session()));
        return config;
    }

    private static Object create(String name, Session session) {
        Files files = new Files(session);
        return switch (name) {
            case "current-context" -> new CurrentContextCommand(files);
            case "delete-cluster" -> new DeleteEntryCommand(files, Section.CLUSTERS);
            case "delete-context" -> new DeleteEntryCommand(files, Section.CONTEXTS);
            case "delete-user" -> new DeleteEntryCommand(files, Section.USERS);
            case "get-clusters" -> new GetEntriesCommand(files, Section.CLUSTERS);
            case "get-users" -> new GetEntriesCommand(files, Section.USERS);
            case "get-contexts" -> new GetContextsCommand(files);
            case "rename-context" -> new RenameContextCommand(files);
            case "set-cluster" -> new SetClusterCommand(files);
            case "set-context" -> new SetContextCommand(files);
            case "set-credentials" -> new SetCredentialsCommand(files);
            case "use-context" -> new UseContextCommand(files);
            default -> new ViewCommand(files);
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
