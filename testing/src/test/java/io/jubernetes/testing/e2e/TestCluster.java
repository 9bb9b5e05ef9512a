package io.jubernetes.testing.e2e;

import io.jubernetes.testing.e2e.JubeProcess.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cluster that {@code ./jube up} or {@code ./jube server} runs as a process of its own. */
final class TestCluster implements AutoCloseable {

    private final Launch launch;
    private final Path directory;
    private final List<String> arguments;
    private final Kubectl kubectl;
    private final JubeProcess process;

    private TestCluster(Launch launch, Path directory, Path binary, List<String> arguments) {
        this.launch = launch;
        this.directory = directory;
        this.arguments = arguments;
        this.kubectl = new Kubectl(binary, data().resolve("admin.conf"));
        this.process = JubeProcess.start(launch, directory, "jube", line("0"));
    }

    /** Starts {@code jube up}, or the command that is named, and waits until it is ready. */
    static TestCluster start(Path kubectl, String... commandAndFlags) {
        return start(Launch.USUAL, temporaryDirectory(), kubectl, commandAndFlags);
    }

    /** Starts a cluster as another user or from another place. */
    static TestCluster start(Launch launch, Path directory, Path kubectl, String... commandAndFlags) {
        return new TestCluster(launch, directory, kubectl, Arrays.asList(commandAndFlags));
    }

    static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("jube-e2e");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Kubectl kubectl() {
        return kubectl;
    }

    JubeProcess process() {
        return process;
    }

    Path data() {
        return directory.resolve("data");
    }

    /** Where the API is, {@code https://127.0.0.1:PORT}. */
    String url() {
        return process.readyText();
    }

    /** Starts the process again on the same directory and the same port, because clients keep their kubeconfig. */
    void startAgain() {
        String url = url();
        process.startAgain(line(url.substring(url.lastIndexOf(':') + 1)));
    }

    /** Runs another command of {@code ./jube}. */
    Command.Result jube(String... line) {
        return launch.command(line).run();
    }

    /** Ends the pods of the stopped cluster. */
    Command.Result down() {
        return launch.command("down", "--data-dir", data().toString()).run();
    }

    /** Ends the cluster and its pods, and removes its files. */
    @Override
    public void close() {
        process.close();
        try {
            down().succeeded();
        } finally {
            delete(directory);
        }
    }

    private List<String> line(String port) {
        List<String> line = new ArrayList<>(arguments.isEmpty() ? List.of("up") : arguments);
        if (line.getFirst().equals("up") && !line.contains("--runtime")) {
            line.addAll(List.of("--runtime", "process")); // the machine may have a daemon, and no registry is reachable
        }
        line.addAll(List.of("--data-dir", data().toString(), "--port", port));
        return line;
    }

    /** Removes a directory with all it holds. */
    static void delete(Path tree) {
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failure)
                        throws IOException {
                    Files.delete(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the cluster left something behind that cannot be removed", e);
        }
    }
}
