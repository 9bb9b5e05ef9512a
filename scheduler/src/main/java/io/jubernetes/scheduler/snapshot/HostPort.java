package io.jubernetes.scheduler.snapshot;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port of the node that a pod takes for itself. */
public record HostPort(String ip, String protocol, int port) {

    private static final String ANY = "0.0.0.0";

    /** Two pods cannot have both: the same port and protocol on the same address, where 0.0.0.0 is all addresses. */
    public boolean conflictsWith(HostPort other) {
        return port == other.port
                && protocol.equals(other.protocol)
                && (ip.equals(ANY) || other.ip.equals(ANY) || ip.equals(other.ip));
    }

    static List<HostPort> of(PodSpec spec) {
        List<HostPort> ports = new ArrayList<>();
        spec.getContainers().forEach(container -> addPorts(container, ports));
        spec.getInitContainers().stream()
                .filter(container -> "Always".equals(container.getRestartPolicy()))
                .forEach(container -> addPorts(container, ports));
        return List.copyOf(ports);
    }

    private static void addPorts(Container container, List<HostPort> ports) {
        for (ContainerPort port : container.getPorts()) {
            if (port.getHostPort() != null && port.getHostPort() > 0) {
                ports.add(new HostPort(
                        orElse(port.getHostIP(), ANY), orElse(port.getProtocol(), "TCP"), port.getHostPort()));
            }
        }
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
