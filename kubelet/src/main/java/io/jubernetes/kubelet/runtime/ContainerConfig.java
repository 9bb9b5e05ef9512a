package io.jubernetes.kubelet.runtime;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a container is made from.
 *
 * @param attempt how often this container of the pod was started before
 * @param image as the pod's owner wrote it
 * @param imageRef what {@link ImageService#pull} gave for it
 * @param labels kept with the container and given back; so are {@code annotations}
 * @param stopSignal sent first to end it, {@code SIGUSR1}; empty for the image's, or SIGTERM
 * @param logPath where its output goes in CRI log format, relative to the sandbox's log directory
 */
public record ContainerConfig(
        String name,
        int attempt,
        String image,
        String imageRef,
        Command command,
        List<Mount> mounts,
        Terminal terminal,
        Identity runAs,
        Linux linux,
        Map<String, String> labels,
        Map<String, String> annotations,
        String stopSignal,
        String logPath) {

    public ContainerConfig {
        // what an earlier version wrote down has neither
        linux = Objects.requireNonNullElse(linux, Linux.DEFAULT);
        stopSignal = Objects.requireNonNullElse(stopSignal, "");
        mounts = List.copyOf(mounts);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /**
     * What to run.
     *
     * @param command replaces the image's entry point; empty to take the image's
     * @param workingDir empty for the image's
     * @param environment in order; the image's and the runtime's own variables come first
     */
    public record Command(List<String> command, List<String> args, String workingDir, Map<String, String> environment) {
        public Command {
            command = List.copyOf(command);
            args = List.copyOf(args);
            environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        }
    }

    /**
     * Makes a file or directory of the host appear in the container.
     *
     * @param recursiveReadOnly also what is mounted below it
     */
    public record Mount(
            String containerPath, Path hostPath, boolean readOnly, boolean recursiveReadOnly, Propagation propagation) {

        public Mount(String containerPath, Path hostPath, boolean readOnly) {
            this(containerPath, hostPath, readOnly, false, Propagation.PRIVATE);
        }

        /** Whether mounts made below it later are seen: by nobody else, from the host, or in both directions. */
        public enum Propagation {
            PRIVATE,
            HOST_TO_CONTAINER,
            BIDIRECTIONAL
        }
    }

    /**
     * What shapes a container on Linux.
     *
     * @param targetContainerId whose processes it sees and is seen by, for {@code kubectl debug --target}; empty for none
     */
    public record Linux(
            Resources resources, Security security, List<Resources.Device> devices, String targetContainerId) {
        public static final Linux DEFAULT = new Linux(Resources.UNLIMITED, Security.DEFAULT, List.of(), "");

        public Linux {
            devices = List.copyOf(devices);
        }
    }

    /**
     * @param stdin keeps the container's input open for {@link ContainerRuntime#attach}
     * @param stdinOnce closes it when the first one that was attached goes
     */
    public record Terminal(boolean stdin, boolean stdinOnce, boolean tty) {
        public static final Terminal NONE = new Terminal(false, false, false);
    }

    /**
     * Whom the container runs as; null where the image or runtime decides.
     *
     * @param strict whether it is in no more groups than these, whatever the image's files say
     */
    public record Identity(@Nullable Long user, @Nullable Long group, List<Long> supplementalGroups, boolean strict) {

        public static final Identity DEFAULT = new Identity(null, null, List.of());

        public Identity(@Nullable Long user, @Nullable Long group, List<Long> supplementalGroups) {
            this(user, group, supplementalGroups, false);
        }

        public Identity {
            supplementalGroups = List.copyOf(supplementalGroups);
        }
    }
}
