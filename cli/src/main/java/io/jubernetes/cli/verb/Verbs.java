package io.jubernetes.cli.verb;

import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.config.ConfigCommand;
import io.jubernetes.cli.verb.create.CreateCommand;
import io.jubernetes.cli.verb.rollout.RolloutCommand;
import java.util.List;
import picocli.CommandLine;

/**
 * The verbs. Reading a verb's flags costs time, so only that which the arguments name is made; all of them only when help is
 * wanted or the verb is unknown.
 */
public final class Verbs {

    /** In the order in which help lists them. */
    private static final List<String> NAMES = List.of(
            "get",
            "describe",
            "create",
            "apply",
            "delete",
            "scale",
            "rollout",
            "logs",
            "exec",
            "attach",
            "cluster-info",
            "api-resources",
            "api-versions",
            "version",
            "config",
            "options",
            "completion");

    private Verbs() {}

    /** Adds the verbs that the arguments need. */
    public static void add(CommandLine root, Session session, String... args) {
        Group group = new Group(session, List.of(args));
        group.addTo(root, NAMES, name -> create(name, group));
    }

    private static Object create(String name, Group group) {
        Session session = group.session();
        return switch (name) {
            case "get" -> new GetCommand(session);
            case "describe" -> new DescribeCommand(session);
            case "create" -> CreateCommand.with(group);
            case "apply" -> new ApplyCommand(session);
            case "delete" -> new DeleteCommand(session);
            case "scale" -> new ScaleCommand(session);
            case "rollout" -> RolloutCommand.with(group);
            default -> createOther(name, group);
        };
    }

    private static Object createOther(String name, Group group) {
        Session session = group.session();
        return switch (name) {
            case "logs" -> new LogsCommand(session);
            case "exec" -> new ExecCommand(session);
            case "attach" -> new AttachCommand(session);
            case "cluster-info" -> new ClusterInfoCommand(session);
            case "api-resources" -> new ApiResourcesCommand(session);
            case "api-versions" -> new ApiVersionsCommand(session);
            case "version" -> new VersionCommand(session);
            case "config" -> ConfigCommand.with(group);
            case "options" -> new OptionsCommand(session);
            case "completion" -> new CompletionCommand(session);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
