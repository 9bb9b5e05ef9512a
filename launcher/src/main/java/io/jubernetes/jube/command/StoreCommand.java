package io.jubernetes.jube.command;

import ch.qos.logback.classic.Level;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import io.jubernetes.jube.console.Logging;
import io.jubernetes.jube.store.StoreText;
import io.jubernetes.jube.store.StoreWork;
import io.jubernetes.kvstore.rocks.StoreFiles;
import io.jubernetes.kvstore.rocks.StoreReport;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code jube store}: looks after the objects of a cluster, whether it runs or not. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Backs up, restores, verifies and compacts the store of a cluster.")
public final class StoreCommand implements Runnable {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The cluster's directory (default: ~/.jube/default).")
    @Nullable
    private Path directory;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private final Console console = Console.standard();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "A command is missing: backup, restore, verify, compact or stats.");
    }

    @Command(name = "stats", description = "How large the store is, and which revisions can be read.")
    int stats() {
        return attempt(
                () -> access().run(StoreAccess.request("GET", "stats", QueryParameters.EMPTY), StoreWork::stats));
    }

    @Command(name = "compact", description = "Gives up all history but the newest state, and its room on the disk.")
    int compact() {
        console.progress("compacting ...");
        return attempt(
                () -> access().run(StoreAccess.request("POST", "compact", QueryParameters.EMPTY), StoreWork::compact));
    }

    @Command(
            name = "backup",
            description =
                    "Makes a consistent copy of the store, while the cluster goes on. On the same disk it takes little room.")
    int backup(@Parameters(paramLabel = "DIR", description = "Where; must not exist.") Path target) {
        return attempt(() -> backupTo(target.toAbsolutePath().normalize()));
    }

    private String backupTo(Path target) throws IOException {
        QueryParameters query = QueryParameters.of("directory", target.toString());
        return access().run(StoreAccess.request("POST", "backup", query), store -> store.backup(target));
    }

    @Command(
            name = "restore",
            description =
                    "Makes a backup, after it was verified, the store of a cluster that has none and does not run.")
    int restore(@Parameters(paramLabel = "DIR", description = "The backup; it stays as it is.") Path backup) {
        console.progress("verifying and copying ...");
        return attempt(() -> {
            DataDirectory data = data();
            data.create();
            StoreReport report =
                    access().stopped(() -> StoreFiles.restore(backup.toAbsolutePath(), data.store(), data.libraries()));
            return "Restored revision " + report.revision() + " with " + report.keys() + " keys to " + data.store();
        });
    }

    @Command(
            name = "verify",
            description = "Walks through the whole store, or a backup, and proves that its parts fit together.")
    int verify(
            @Parameters(paramLabel = "DIR", arity = "0..1", description = "A backup (default: the cluster's store).")
                    @Nullable
                    Path backup) {
        console.progress("verifying ...");
        return attempt(() -> {
            StoreReport report =
                    backup == null ? verifyStore() : StoreFiles.verify(backup.toAbsolutePath(), data().libraries());
            if (!report.isWhole()) {
                throw new CommandFailedException(
                        "the store is not whole:\n  " + String.join("\n  ", report.problems()));
            }
            return StoreText.report(report) + "The store is whole";
        });
    }

    /** A copy made of links is what is verified: nobody writes to it, and the cluster goes on. */
    private StoreReport verifyStore() throws IOException {
        DataDirectory data = data();
        Path copy =
                data.root().resolve("store.verify-" + ProcessHandle.current().pid());
        try {
            backupTo(copy);
            return StoreFiles.verify(copy, data.libraries());
        } finally {
            StoreFiles.remove(copy);
        }
    }

    private StoreAccess access() {
        Logging.toStandardError(Level.WARN);
        return new StoreAccess(data());
    }

    private DataDirectory data() {
        return DataDirectory.of(directory);
    }

    /** Something whose result is printed, and whose failure is told to the person at the terminal. */
    @FunctionalInterface
    private interface Action {
        String run() throws IOException;
    }

    private int attempt(Action action) {
        try {
            console.line(action.run().stripTrailing());
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }
}
