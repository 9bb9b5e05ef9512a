package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.selection.ResultOptions.DryRun;
import picocli.CommandLine.Option;

/** How objects are deleted. */
final class DeleteOptions {

    @Option(
            names = "--cascade",
            paramLabel = "background|orphan|foreground",
            arity = "0..1",
            defaultValue = "background",
            fallbackValue = "background",
            description = "What happens to the objects that these own.")
    private String cascade = "background";

    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            defaultValue = "-1",
            description = "How long to let them end; negative for their own setting.")
    private int gracePeriod = -1;

    @Option(names = "--force", description = "Do not wait for the node to end what runs.")
    private boolean force;

    @Option(names = "--now", description = "Let them end within a second.")
    private boolean now;

    @Option(
            names = "--wait",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait until the objects are gone.")
    private boolean wait = true;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "0",
            description = "How long to wait at most, such as 30s; 0 for as long as it takes.")
    private String timeout = "0";

    @Option(
            names = "--dry-run",
            paramLabel = "none|client|server",
            defaultValue = "none",
            description = "Only say what would be deleted.")
    private String dryRun = "none";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "name",
            defaultValue = "",
            description = "name: print only the names.")
    private String output = "";

    void check() {
        if (!output.isEmpty() && !output.equals("name")) {
            throw new CommandException("error: unexpected -o output mode: " + output + ". We only support '-o name'");
        }
        if (now && gracePeriod >= 0) {
            throw new CommandException("error: --now and --grace-period cannot be specified together");
        }
        if (force && gracePeriod > 0) {
            throw new CommandException("error: --force and --grace-period greater than 0 cannot be specified together");
        }
    }

    DryRun dryRun() {
        return switch (dryRun) {
            case "none" -> DryRun.NONE;
            case "client" -> DryRun.CLIENT;
            case "server" -> DryRun.SERVER;
            default ->
                throw new CommandException(
                        "error: Invalid dry-run value (" + dryRun + "). Must be \"none\", \"server\", or \"client\".");
        };
    }

    boolean isForced() {
        return force;
    }

    boolean isNameOnly() {
        return output.equals("name");
    }

    boolean waits() {
        return wait && dryRun() == DryRun.NONE;
    }

    String timeout() {
        return timeout;
    }

    QueryParameters query() {
        return dryRun() == DryRun.SERVER ? QueryParameters.of("dryRun", "All") : QueryParameters.EMPTY;
    }

    ObjectNode body() {
        ObjectNode body = Json.object();
        body.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", propagation());
        int seconds = gracePeriod();
        if (seconds >= 0) {
            body.put("gracePeriodSeconds", seconds);
        }
        return body;
    }

    /** Zero would leave processes behind that nobody waits for: it must be asked for twice. */
    private int gracePeriod() {
        if (now) {
            return 1;
        }
        if (force) {
            return 0;
        }
        return gracePeriod == 0 ? 1 : gracePeriod;
    }

    private String propagation() {
        return switch (cascade) {
            case "background", "true" -> "Background";
            case "orphan", "false" -> "Orphan";
            case "foreground" -> "Foreground";
            default ->
                throw new CommandException("error: invalid cascade value (" + cascade
                        + "). Must be \"background\", \"foreground\", or \"orphan\"");
        };
    }
}
