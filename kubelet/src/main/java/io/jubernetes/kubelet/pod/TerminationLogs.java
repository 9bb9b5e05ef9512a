package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.jubernetes.kubelet.api.LogText;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.ContainerConfig.Mount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for each attempt at a container, below {@code pods/UID/containers/NAME}, in which it may leave its last words. It is
 * mounted where the container's {@code terminationMessagePath} says.
 */
public final class TerminationLogs implements TerminationMessages {

    private static final Logger LOG = LoggerFactory.getLogger(TerminationLogs.class);
    static final String POLICY = "io.kubernetes.container.terminationMessagePolicy";
    private static final String DEFAULT_PATH = "/dev/termination-log";
    private static final int MOST = 4096;
    private static final int MOST_OF_LOG = 2048;
    private static final int MOST_LINES = 80;

    private final Path pods;
    /** By the pod's uid and the container's id. */
    private final ConcurrentSkipListMap<String, String> known = new ConcurrentSkipListMap<>();

    /** @param pods the directory of pods' directories, by uid */
    public TerminationLogs(Path pods) {
        this.pods = pods;
    }

    /** The mount for a new attempt, whose file is made; none when the container's owner wants none. */
    Optional<Mount> prepare(String podUid, Container spec, int attempt) {
        String path = spec.getTerminationMessagePath() == null ? DEFAULT_PATH : spec.getTerminationMessagePath();
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(podUid, spec.getName(), attempt);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            return Optional.of(new Mount(path, file, false));
        } catch (IOException e) {
            LOG.warn("The file for a container's last words could not be made: file={}", file, e);
            return Optional.empty();
        }
    }

    static String policy(Container spec) {
        return spec.getTerminationMessagePolicy() == null ? "File" : spec.getTerminationMessagePolicy();
    }

    @Override
    public String of(io.jubernetes.kubelet.runtime.Container container) {
        return container.state() instanceof State.Exited exited
                ? known.computeIfAbsent(container.pod().uid() + " " + container.id(), id -> read(container, exited))
                : "";
    }

    /** Reads them all: the files are about to go. */
    void rememberAll(List<io.jubernetes.kubelet.runtime.Container> containers) {
        containers.forEach(this::of);
    }

    /** Nobody asks about this attempt any more. */
    void forget(io.jubernetes.kubelet.runtime.Container container) {
        known.remove(container.pod().uid() + " " + container.id());
    }

    void forgetPod(String podUid) {
        known.keySet().removeIf(key -> key.startsWith(podUid + " "));
    }

    private String read(io.jubernetes.kubelet.runtime.Container container, State.Exited exited) {
        String words = beginning(file(container.pod().uid(), container.name(), container.attempt()));
        boolean fallback = words.isEmpty()
                && exited.exitCode() != 0
                && "FallbackToLogsOnError".equals(container.annotations().get(POLICY));
        return fallback ? LogText.end(container.logFile(), MOST_LINES, MOST_OF_LOG) : words;
    }

    /** The container could have put anything in the file's place, but only a plain file is read. */
    private static String beginning(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return "";
        }
        try (var stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(stream.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private Path file(String podUid, String name, int attempt) {
        return pods.resolve(podUid).resolve("containers").resolve(name).resolve(attempt + ".last");
    }
}
