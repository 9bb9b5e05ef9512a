package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.Namespaces.UserRange;
import io.jubernetes.kubelet.runtime.SandboxConfig.PortMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pod shares with its node, and what of the node leads to it. */
public final class PodShape {

    /** Those of the kernel's settings that have a namespace of their own, so that nobody else is touched. */
    private static final Set<String> SAFE_SYSCTLS = new TreeSet<>(List.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.ping_group_range",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.tcp_wmem"));

    private final Pod pod;

    public PodShape(Pod pod) {
        this.pod = pod;
    }

    /** @param users the pod's range of the node's users; null when it has none of its own */
    public Namespaces namespaces(@Nullable UserRange users) {
        var spec = pod.getSpec();
        boolean hostPid = Boolean.TRUE.equals(spec.getHostPID());
        return new Namespaces(
                Pods.hostNetwork(pod),
                hostPid,
                Boolean.TRUE.equals(spec.getHostIPC()),
                !hostPid && Boolean.TRUE.equals(spec.getShareProcessNamespace()),
                users);
    }

    public boolean wantsOwnUsers() {
        return Boolean.FALSE.equals(pod.getSpec().getHostUsers());
    }

    public Map<String, String> sysctls() {
        PodSecurityContext context = pod.getSpec().getSecurityContext();
        Map<String, String> all = new LinkedHashMap<>();
        if (context != null && context.getSysctls() != null) {
            context.getSysctls().forEach(s -> all.put(s.getName().replace('/', '.'), s.getValue()));
        }
        return all;
    }

    /** The first setting that would change the node itself. */
    public Optional<String> forbiddenSysctl() {
        return sysctls().keySet().stream()
                .filter(name -> !SAFE_SYSCTLS.contains(name))
                .findFirst();
    }

    /** Ports of the node that lead to the pod; a pod in the node's network has them anyway. */
    public List<PortMapping> ports() {
        List<PortMapping> ports = new ArrayList<>();
        if (Pods.hostNetwork(pod)) {
            return ports;
        }
        Stream.concat(Pods.initContainers(pod).stream().filter(Pods::isSidecar), Pods.containers(pod).stream())
                .flatMap(c -> c.getPorts().stream())
                .filter(p -> p.getHostPort() != null && p.getHostPort() > 0)
                .forEach(p -> ports.add(new PortMapping(
                        p.getProtocol() == null ? "TCP" : p.getProtocol(),
                        p.getContainerPort(),
                        p.getHostPort(),
                        p.getHostIP() == null ? "" : p.getHostIP())));
        return ports;
    }
}
