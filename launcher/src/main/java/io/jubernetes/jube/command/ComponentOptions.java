package io.jubernetes.jube.command;

import ch.qos.logback.classic.Level;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.jube.console.Console;
import io.jubernetes.jube.console.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags and the life of a component that reaches the API server over the network. */
final class ComponentOptions {

    /** What a component does between its start and its end. */
    @FunctionalInterface
    interface Body {
        /** Starts the component. @return what to close when the process is asked to end */
        AutoCloseable start(RemoteCluster cluster, SystemEnvironment environment)
                throws IOException, InterruptedException;
    }

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            required = true,
            description = "How to reach the API server, and as whom.")
    @SuppressWarnings("NullAway.Init") // required
    private Path kubeconfig;

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written when the component has started, for scripts that wait for it.")
    @Nullable
    private Path readyFile;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what happens, not only what goes wrong.")
    private boolean verbose;

    /** Runs a component until the process is asked to end. @return the exit code */
    int run(String name, Body body) throws Exception {
        SystemEnvironment environment = new SystemEnvironment();
        Logging.toStandardError(verbose ? Level.DEBUG : Level.WARN);
        if (!Files.isReadable(kubeconfig)) {
            throw new CommandFailedException("--kubeconfig: " + kubeconfig + " cannot be read");
        }
        RemoteCluster cluster = RemoteCluster.of(kubeconfig, environment);
        cluster.awaitServer(environment, Console.standard());
        try (Termination termination = new Termination(environment);
                AutoCloseable component = body.start(cluster, environment)) {
            Console.standard().line(name + " runs against " + cluster.url());
            if (readyFile != null) {
                Files.writeString(readyFile, name);
            }
            termination.await();
        }
        return 0;
    }
}
