package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where daemons listen. */
public final class CriSockets {

    private static final List<Path> USUAL =
            List.of(Path.of("/run/containerd/containerd.sock"), Path.of("/run/crio/crio.sock"));
    /** One that was asked for may just be starting. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String NOTE = "socket";
    private static final Duration HURRY = Duration.ofSeconds(2);

    private CriSockets() {}

    /**
     * A runtime that works, or what keeps those that were looked at from working.
     *
     * @param reasons in a few words for each that is there and does not work
     */
    public record Search(Optional<CriRuntime> found, List<String> reasons) {}

    /**
     * Connects to the daemon at an endpoint.
     *
     * @param endpoint {@code unix:///path}, or a path; empty for the first of the usual ones that is there
     * @throws IllegalArgumentException when it is no such address
     */
    public static CriRuntime connect(String endpoint, Path directory, Environment environment) {
        return CriRuntime.connect(
                endpoint.isEmpty() ? usual() : socket(endpoint), own(directory), PATIENCE, environment);
    }

    /** Connects to the daemon that the agent of this directory used last; empty when it never used one. */
    public static Optional<CriRuntime> earlier(Path directory, Environment environment) {
        Path note = own(directory).resolve(NOTE);
        try {
            return Files.exists(note)
                    ? Optional.of(
                            CriRuntime.connect(Path.of(Files.readString(note)), own(directory), PATIENCE, environment))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent's other runtimes have the rest of its directory. */
    private static Path own(Path directory) {
        return directory.resolve("cri");
    }

    static void note(Path directory, Path socket) {
        try {
            Files.writeString(directory.resolve(NOTE), socket.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path usual() {
        return USUAL.stream().filter(Files::exists).findFirst().orElse(USUAL.getFirst());
    }

    private static Path socket(String endpoint) {
        String path = endpoint.startsWith("unix://") ? endpoint.substring("unix://".length()) : endpoint;
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(
                    "container-runtime-endpoint: " + endpoint + " (expected: unix:///path/of/a.sock)");
        }
        return Path.of(path);
    }

    /** Looks for a daemon that works now, at the endpoint or, when that is empty, at the usual ones. */
    public static Search search(String endpoint, Path directory, Environment environment) {
        List<String> reasons = new ArrayList<>();
        for (Path socket : endpoint.isEmpty() ? USUAL : List.of(socket(endpoint))) {
            if (endpoint.isEmpty() && !Files.exists(socket)) {
                continue;
            }
            try {
                CriRuntime runtime = CriRuntime.connect(socket, own(directory), HURRY, environment);
                String problem = runtime.health().problem();
                if (problem.isEmpty()) {
                    return new Search(Optional.of(runtime), reasons);
                }
                runtime.close();
                reasons.add(socket + ": " + problem);
            } catch (RuntimeFailure e) {
                reasons.add(e.text());
            }
        }
        return new Search(Optional.empty(), reasons);
    }
}
