package io.jubernetes.cli.verb.rollout;

import io.jubernetes.cli.verb.Group;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jubectl rollout}. */
@Command(name = "rollout", description = "Manage the rollout of one or many resources.")
public final class RolloutCommand implements Runnable {

    private static final List<String> NAMES = List.of("history", "pause", "restart", "resume", "status", "undo");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private RolloutCommand() {}

    /** The command with those of its commands that the arguments need. */
    public static CommandLine with(Group group) {
        CommandLine rollout = new CommandLine(new RolloutCommand());
        group.addTo(rollout, NAMES, name -> switch (name) {
            case "status" -> new StatusCommand(group.session());
            case "history" -> new HistoryCommand(group.session());
            case "undo" -> new UndoCommand(group.session());
            case "restart" -> new RestartCommand(group.session());
            case "pause" -> new PauseCommand(group.session(), true);
            default -> new PauseCommand(group.session(), false);
        });
        return rollout;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
