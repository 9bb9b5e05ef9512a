package io.jubernetes.cli.verb;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.selection.FileOptions;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.session.Session;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of verbs that send manifests to the server. */
public final class ManifestOptions {

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(
            names = "--validate",
            paramLabel = "strict|warn|ignore",
            arity = "0..1",
            defaultValue = "strict",
            fallbackValue = "strict",
            description = "What unknown and repeated fields are: errors, warnings, or nothing.")
    private String validate = "strict";

    @Mixin
    private ResultOptions result = new ResultOptions();

    public ResultOptions result() {
        return result;
    }

    /** Sends each manifest; those that fail do not keep the others back. */
    public void each(Session session, Consumer<Manifest> send) {
        if (!files.given()) {
            throw new CommandException("error: must specify one of -f and -k");
        }
        List<Manifest> manifests = files.manifests(session);
        Failures failures = new Failures();
        manifests.forEach(manifest -> failures.attempt(() -> send.accept(manifest)));
        session.terminal().out().flush();
        failures.report();
    }

    /** The query of the request. @param manager the verb's own name as a field manager */
    public QueryParameters query(String manager) {
        String validation = switch (validate) {
            case "strict", "true" -> "Strict";
            case "warn" -> "Warn";
            case "ignore", "false" -> "Ignore";
            default -> throw new CommandException("error: invalid - validate option " + validate);
        };
        return result.query(manager).and("fieldValidation", validation);
    }
}
