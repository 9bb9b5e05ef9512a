package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jubectl rollout pause} and {@code resume}: changes are held back, and let go. */
@Command(description = "Mark a deployment as paused, or resume a paused one.")
final class PauseCommand implements Callable<Integer> {

    private final Session session;
    private final boolean pauses;

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    PauseCommand(Session session, boolean pauses) {
        this.session = session;
        this.pauses = pauses;
    }

    @Override
    public Integer call() {
        rollout.each(session, this::change);
        return 0;
    }

    private void change(Located one) {
        String what = one.resource().groupResource() + " \"" + one.name() + "\" ";
        if (!one.resource().kind().equals("Deployment")) {
            throw new CommandException("error: " + what + (pauses ? "pausing" : "resuming") + " is not supported");
        }
        if (one.object().path("spec").path("paused").asBoolean() == pauses) {
            throw new CommandException("error: " + what + (pauses ? "is already paused" : "is not paused"));
        }
        ObjectNode patch = Json.object();
        patch.putObject("spec").put("paused", pauses);
        Located live = rollout.patch(session, one, patch, PatchType.STRATEGIC);
        rollout.print(session, live, pauses ? "paused" : "resumed");
    }
}
