package io.jubernetes.cli.verb;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.Failures;
import io.jubernetes.cli.apply.Applying;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.manifest.Manifests;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jubectl apply}: makes the cluster's objects what the manifests say. */
@Command(name = "apply", description = "Apply a configuration to a resource by file name or stdin.")
final class ApplyCommand implements Callable<Integer> {

    private static final String MANAGER = "kubectl-client-side-apply";

    private final Session session;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            split = ",",
            description = "Files, directories or URLs with manifests; - for the standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-R", "--recursive"},
            description = "Directories with all that is below them.")
    private boolean recursive;

    @Option(names = "--server-side", description = "Let the server work out the change and who owns what.")
    private boolean serverSide;

    @Option(names = "--force-conflicts", description = "With --server-side: take over fields that others own.")
    private boolean forceConflicts;

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

    ApplyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            throw new CommandException("error: must specify one of -f and -k");
        }
        List<Manifest> manifests = new Manifests(session.terminal().in()).read(files, recursive);
        Failures failures = new Failures();
        for (Manifest manifest : manifests) {
            failures.attempt(() -> apply(manifest));
        }
        session.terminal().out().flush();
        failures.report();
        return 0;
    }

    private void apply(Manifest manifest) {
        QueryParameters query = FieldValidation.add(result.query(serverSide ? "kubectl" : MANAGER), validate);
        if (manifest.name().isEmpty()) {
            throw new CommandException("error: resource name may not be empty");
        }
        Applying applying = new Applying(session, result.dryRun(), query);
        Applying.Outcome outcome =
                serverSide ? applying.applyOnServer(manifest, forceConflicts) : applying.apply(manifest);
        result.print(session, outcome.result(), outcome.done());
    }
}
