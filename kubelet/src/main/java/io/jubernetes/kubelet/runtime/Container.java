package io.jubernetes.kubelet.runtime;

import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A container as it is.
 *
 * @param logFile where its log is, or was
 */
public record Container(
        String id,
        String sandboxId,
        PodIdentity pod,
        String name,
        int attempt,
        String image,
        String imageRef,
        State state,
        Instant createdAt,
        Map<String, String> labels,
        Map<String, String> annotations,
        Path logFile) {

    public Container {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** How far a container has come. */
    public sealed interface State {

        /** Not started yet. */
        record Created() implements State {}

        record Running(Instant startedAt) implements State {}

        /**
         * Ended.
         *
         * @param exitCode 128 + n when signal n ended it
         * @param reason in one word: {@code Completed}, {@code Error}, {@code OOMKilled}, {@code ContainerCannotRun}
         * @param message more, perhaps empty
         */
        record Exited(Instant startedAt, Instant finishedAt, int exitCode, String reason, String message)
                implements State {}
    }

    public boolean isRunning() {
        return state instanceof State.Running;
    }

    public boolean isExited() {
        return state instanceof State.Exited;
    }
}
