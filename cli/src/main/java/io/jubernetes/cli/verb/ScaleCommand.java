package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl scale}: sets how many replicas there shall be. */
@Command(
        name = "scale",
        description = "Set a new size for a deployment, replica set, replication controller, or stateful set.")
final class ScaleCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "TYPE[/NAME] | TYPE NAME", arity = "0..*", description = "What to scale.")
    private List<String> arguments = List.of();

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ResultOptions result = new ResultOptions();

    @Option(names = "--replicas", required = true, paramLabel = "COUNT", description = "How many.")
    private int replicas;

    @Option(
            names = "--current-replicas",
            paramLabel = "COUNT",
            defaultValue = "-1",
            description = "Only when there are so many now.")
    private int currentReplicas = -1;

    @Option(
            names = "--resource-version",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "Only when the object has this version.")
    private String resourceVersion = "";

    ScaleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (replicas < 0) {
            throw new CommandException(
                    "error: The --replicas=COUNT flag is required, and COUNT must be greater than or " + "equal to 0");
        }
        Failures failures = new Failures();
        List<Located> found = selection.locate(session, arguments, failures);
        if (found.isEmpty() && failures.isEmpty()) {
            throw new CommandException("error: no objects passed to scale");
        }
        found.forEach(one -> failures.attempt(() -> scale(one)));
        failures.report();
        return 0;
    }

    private void scale(Located one) {
        int now = one.object().path("spec").path("replicas").asInt();
        if (currentReplicas >= 0 && now != currentReplicas) {
            throw new CommandException("error: Expected replicas to be " + currentReplicas + ", was " + now);
        }
        if (result.dryRun() != DryRun.CLIENT) {
            ObjectNode patch = Json.object();
            patch.putObject("spec").put("replicas", replicas);
            String required = currentReplicas >= 0 && resourceVersion.isEmpty()
                    ? one.object().path("metadata").path("resourceVersion").asText()
                    : resourceVersion;
            if (!required.isEmpty()) {
                patch.putObject("metadata").put("resourceVersion", required);
            }
            session.server()
                    .send(
                            "PATCH",
                            one.path() + "/scale",
                            result.query("kubectl-scale"),
                            patch,
                            PatchType.MERGE.contentType());
        }
        ObjectNode shown = result.isHuman() || result.dryRun() != DryRun.NONE
                ? one.object()
                : session.server().get(one.path(), QueryParameters.EMPTY);
        result.print(session, Located.of(one.resource(), shown), "scaled");
    }
}
