package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import io.jubernetes.cli.selection.SelectionOptions;
import io.jubernetes.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl rollout pause} and {@code resume}: changes are held back, and let go. */
@Command(description = "Mark a deployment as paused, or resume a paused one.")
final class PauseCommand implements Callable<Integer> {

    private final Session session;
    private final boolean pauses;

    @Parameters(paramLabel = "TYPE/NAME | TYPE NAME", arity = "0..*", description = "Whose rollout.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    PauseCommand(Session session, boolean pauses) {
        this.session = session;
        this.pauses = pauses;
    }

    @Override
    public Integer call() {
        Failures failures = new Failures();
        List<Located> found = selection.locate(session, arguments, failures);
        found.forEach(one -> failures.attempt(() -> change(one)));
        failures.report();
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
        ObjectNode live = result.dryRun() == DryRun.CLIENT
                ? one.object()
                : session.server()
                        .send(
                                "PATCH",
                                one.path(),
                                result.query("kubectl-rollout"),
                                patch,
                                PatchType.STRATEGIC.contentType());
        result.print(session, Located.of(one.resource(), live), pauses ? "paused" : "resumed");
    }
}
