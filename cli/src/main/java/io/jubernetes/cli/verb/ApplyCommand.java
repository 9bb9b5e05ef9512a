package io.jubernetes.cli.verb;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.apply.Applying;
import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.selection.ResultOptions;
import io.jubernetes.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jubectl apply}: makes the cluster's objects what the manifests say. */
@Command(name = "apply", description = "Apply a configuration to a resource by file name or stdin.")
final class ApplyCommand implements Callable<Integer> {

    private static final String MANAGER = "kubectl-client-side-apply";

    private final Session session;

    @Mixin
    private ManifestOptions manifests = new ManifestOptions();

    @Option(names = "--server-side", description = "Let the server work out the change and who owns what.")
    private boolean serverSide;

    @Option(names = "--force-conflicts", description = "With --server-side: take over fields that others own.")
    private boolean forceConflicts;

    ApplyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        manifests.each(session, this::apply);
        return 0;
    }

    private void apply(Manifest manifest) {
        ResultOptions result = manifests.result();
        QueryParameters query = manifests.query(serverSide ? "kubectl" : MANAGER);
        if (manifest.name().isEmpty()) {
            throw new CommandException("error: resource name may not be empty");
        }
        Applying applying = new Applying(session, result.dryRun(), query);
        Applying.Outcome outcome =
                serverSide ? applying.applyOnServer(manifest, forceConflicts) : applying.apply(manifest);
        result.print(session, outcome.result(), outcome.done());
    }
}
