package io.jubernetes.cli.selection;

import io.jubernetes.cli.manifest.Manifest;
import io.jubernetes.cli.manifest.Manifests;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags that name manifests. */
public final class FileOptions {

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

    public boolean given() {
        return !files.isEmpty();
    }

    /** What the files hold, in their order. */
    public List<Manifest> manifests(Session session) {
        return new Manifests(session.terminal().in()).read(files, recursive);
    }
}
