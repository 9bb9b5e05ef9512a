package io.jubernetes.kubelet.runtime;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a sandbox is made from.
 *
 * @param attempt 0 for the pod's first sandbox, counted up when it had to be replaced
 * @param hostname the pod's host name
 * @param logDirectory where the log files of its containers go; exists
 * @param ports which the node passes on to the pod
 * @param linux what else shapes the pod on Linux
 * @param labels kept with the sandbox and given back; so are {@code annotations}
 */
public record SandboxConfig(
        PodIdentity pod,
        int attempt,
        String hostname,
        Path logDirectory,
        Dns dns,
        List<PortMapping> ports,
        Linux linux,
        Map<String, String> labels,
        Map<String, String> annotations) {

    public SandboxConfig {
        // what an earlier version wrote down has neither
        ports = List.copyOf(Objects.requireNonNullElse(ports, List.of()));
        linux = Objects.requireNonNullElse(linux, Linux.DEFAULT);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    public boolean hostNetwork() {
        return linux.namespaces().hostNetwork();
    }

    /** What shapes a pod on Linux beside its containers.
     *
     * @param runAs whom processes of the sandbox itself run as
     * @param sysctls names with dots, and values
     * @param cgroupParent below which the pod's containers are, relative to each hierarchy's root and made by the caller; empty
     *     for the runtime's own choice
     * @param handler of the pod's RuntimeClass; empty for the runtime's default
     */
    public record Linux(
            Namespaces namespaces,
            ContainerConfig.Identity runAs,
            Security security,
            Map<String, String> sysctls,
            String cgroupParent,
            String handler) {
        public static final Linux DEFAULT =
                new Linux(Namespaces.POD, ContainerConfig.Identity.DEFAULT, Security.DEFAULT, Map.of(), "", "");

        public Linux {
            sysctls = Collections.unmodifiableMap(new LinkedHashMap<>(sysctls));
        }
    }

    /**
     * A port of the node that leads to one of the pod.
     *
     * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
     * @param hostIp empty for all of the node's addresses
     */
    public record PortMapping(String protocol, int containerPort, int hostPort, String hostIp) {}

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
