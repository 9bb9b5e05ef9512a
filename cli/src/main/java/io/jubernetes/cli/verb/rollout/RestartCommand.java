package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.session.Session;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jubectl rollout restart}: new pods for the old, by an annotation that changes their template. */
@Command(name = "restart", description = "Restart a resource.")
final class RestartCommand implements Callable<Integer> {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX").withZone(ZoneOffset.UTC);

    private final Session session;

    @Mixin
    private RolloutOptions rollout = new RolloutOptions();

    RestartCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        rollout.each(session, this::restart);
        return 0;
    }

    private void restart(Located one) {
        if (!List.of("Deployment", "DaemonSet", "StatefulSet")
                .contains(one.resource().kind())) {
            throw new CommandException(
                    "error: " + one.resource().groupResource() + " \"" + one.name() + "\" restarting is not supported");
        }
        if (one.object().path("spec").path("paused").asBoolean()) {
            throw new CommandException("error: " + one.resource().groupResource() + " \"" + one.name()
                    + "\" can't restart paused deployment (run rollout resume first)");
        }
        ObjectNode patch = Json.object();
        patch.putObject("spec")
                .putObject("template")
                .putObject("metadata")
                .putObject("annotations")
                .put(
                        "kubectl.kubernetes.io/restartedAt",
                        RFC_3339.format(session.environment().now()));
        Located live = rollout.patch(session, one, patch, PatchType.STRATEGIC);
        rollout.print(session, live, "restarted");
    }
}
