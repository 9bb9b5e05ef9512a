package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what this node agent made from what others did: a daemon may serve several, and an agent ends what it does not know.
 *
 * @param owner written down in the agent's directory
 */
record Ownership(String owner) {

    private static final String OWNER = "io.jubernetes.owner";
    private static final String UID = "io.kubernetes.pod.uid";
    private static final String NAME = "io.kubernetes.pod.name";
    private static final String NAMESPACE = "io.kubernetes.pod.namespace";

    static Ownership of(Path directory, Environment environment) {
        Path file = directory.resolve("owner");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                Path draft = Files.writeString(directory.resolve("owner.new"), environment.newUid());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return new Ownership(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which of all are ours; of a pod unless {@code podUid} is empty. */
    Map<String, String> selector(String podUid) {
        return podUid.isEmpty() ? Map.of(OWNER, owner) : Map.of(OWNER, owner, UID, podUid);
    }

    boolean owns(Map<String, String> labels) {
        return owner.equals(labels.get(OWNER));
    }

    Map<String, String> mark(Map<String, String> labels, PodIdentity pod) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put(NAME, pod.name());
        all.put(NAMESPACE, pod.namespace());
        all.put(UID, pod.uid());
        all.put(OWNER, owner);
        return all;
    }

    static Map<String, String> unmark(Map<String, String> labels) {
        return SandboxMapping.without(labels, OWNER);
    }

    static PodIdentity pod(Map<String, String> labels) {
        return new PodIdentity(
                labels.getOrDefault(NAMESPACE, ""), labels.getOrDefault(NAME, ""), labels.getOrDefault(UID, ""));
    }
}
