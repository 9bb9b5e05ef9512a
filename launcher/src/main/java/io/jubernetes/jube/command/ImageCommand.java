package io.jubernetes.jube.command;

import ch.qos.logback.classic.Level;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import io.jubernetes.jube.console.Logging;
import io.jubernetes.kubelet.image.ImageArchive;
import io.jubernetes.kubelet.image.ImagePuller;
import io.jubernetes.kubelet.image.ImageRecord;
import io.jubernetes.kubelet.image.ImageStore;
import io.jubernetes.kubelet.image.RegistryHosts;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.oci.OciConfig;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code jube image}: the images of this machine's nodes that run containers by the oci runtime. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = "Pulls, imports, exports, lists and removes the images of nodes with the oci runtime.")
public final class ImageCommand implements Runnable {

    private static final int SHORT_ID = 12;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The cluster's directory (default: ~/.jube/default).")
    @Nullable
    private Path directory;

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The node (default: all of this machine's).")
    @Nullable
    private String node;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private final Console console = Console.standard();
    private final Environment environment = new SystemEnvironment();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "A command is missing: pull, import, export, list, rm or prune.");
    }

    @Command(name = "pull", description = "Gets an image from its registry.")
    int pull(
            @Parameters(paramLabel = "IMAGE") String image,
            @Option(
                            names = "--config",
                            paramLabel = "FILE",
                            description = "docker's config.json with the access to take.")
                    @Nullable
                    Path config) {
        return onEach((store, scratch) -> {
            console.progress("pulling ...");
            List<byte[]> secrets = config == null ? List.of() : List.of(Files.readAllBytes(config));
            print(new ImagePuller(environment, store, RegistryHosts.usual()).pull(image, secrets));
        });
    }

    @Command(name = "import", description = "Takes the images of an OCI or docker archive (docker save).")
    int importArchive(
            @Parameters(paramLabel = "FILE", description = "The archive, perhaps compressed.") Path file,
            @Option(names = "--name", paramLabel = "IMAGE", description = "The name of an image that has none.")
                    @Nullable
                    String name) {
        return onEach((store, scratch) -> {
            try (InputStream archive = Files.newInputStream(file)) {
                new ImageArchive(environment, store, scratch)
                        .read(archive, name)
                        .forEach(this::print);
            }
        });
    }

    @Command(name = "export", description = "Writes an image as an archive that OCI's tools and docker read.")
    int exportArchive(
            @Parameters(paramLabel = "IMAGE") String image,
            @Parameters(paramLabel = "FILE", description = "Where; it is overwritten.") Path file) {
        return onEach((store, scratch) -> {
            ImageRecord found = store.find(image)
                    .orElseThrow(
                            () -> new CommandFailedException("image " + image + " is not here; `jube image list`"));
            try (OutputStream archive = new BufferedOutputStream(Files.newOutputStream(file))) {
                new ImageArchive(environment, store, scratch).write(found, archive);
            }
        });
    }

    @Command(name = "list", aliases = "ls", description = "The images that are here.")
    int list() {
        return onEach((store, scratch) -> store.list().forEach(this::print));
    }

    @Command(name = "rm", description = "Removes images that no container uses.")
    int remove(@Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Names or ids.") List<String> images) {
        return onEach((store, scratch) -> images.forEach(store::remove));
    }

    @Command(name = "prune", description = "Removes all images that no container uses.")
    int prune() {
        return onEach((store, scratch) -> store.prune().forEach(this::print));
    }

    private void print(ImageRecord image) {
        String name = image.names().isEmpty() ? String.join(" ", image.digests()) : String.join(" ", image.names());
        double megabytes = image.toImage().size() / 1e6;
        console.line(image.id().substring("sha256:".length()).substring(0, SHORT_ID) + "  "
                + String.format(Locale.ROOT, "%8.1f MB  ", megabytes) + name);
    }

    /** Work on one store. */
    @FunctionalInterface
    private interface Work {
        void on(ImageStore store, Path scratch) throws IOException, InterruptedException;
    }

    private int onEach(Work work) {
        Logging.toStandardError(Level.WARN);
        try {
            for (Path images : stores()) {
                work.on(new ImageStore(images), images);
            }
            return 0;
        } catch (RuntimeFailure | IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private List<Path> stores() throws IOException {
        DataDirectory data = DataDirectory.of(directory);
        Path nodes = data.root().resolve("nodes");
        if (node != null) {
            return List.of(store(data.node(node)));
        }
        if (!Files.isDirectory(nodes)) {
            throw new CommandFailedException(
                    "no node in " + data.root() + " yet; start the cluster once, or name a node with --node-name");
        }
        try (Stream<Path> all = Files.list(nodes)) {
            return all.sorted().map(ImageCommand::store).toList();
        }
    }

    private static Path store(Path node) {
        return OciConfig.of(node.resolve("runtime")).images();
    }
}
