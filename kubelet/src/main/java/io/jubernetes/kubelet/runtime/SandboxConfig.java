package io.jubernetes.kubelet.runtime;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sandbox is made from.
 *
 * @param attempt 0 for the pod's first sandbox, counted up when it had to be replaced
 * @param hostname the pod's host name
 * @param logDirectory where the log files of its containers go; exists
 * @param hostNetwork the pod shares the node's network
 * @param labels kept with the sandbox and given back; so are {@code annotations}
 */
public record SandboxConfig(
        PodIdentity pod,
        int attempt,
        String hostname,
        Path logDirectory,
        Dns dns,
        boolean hostNetwork,
        Map<String, String> labels,
        Map<String, String> annotations) {

    public SandboxConfig {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** Which pod a sandbox or container belongs to. */
    public record PodIdentity(String namespace, String name, String uid) {
        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** The resolver's configuration; with no servers the node's is used. */
    public record Dns(List<String> servers, List<String> searches, List<String> options) {

        public static final Dns OF_NODE = new Dns(List.of(), List.of(), List.of());

        public Dns {
            servers = List.copyOf(servers);
            searches = List.copyOf(searches);
            options = List.copyOf(options);
        }
    }
}
