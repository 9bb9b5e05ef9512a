package io.jubernetes.kubelet.runtime.cri;

import com.google.protobuf.InvalidProtocolBufferException;
import io.jubernetes.cri.v1.DNSConfig;
import io.jubernetes.cri.v1.LinuxPodSandboxConfig;
import io.jubernetes.cri.v1.PodSandbox;
import io.jubernetes.cri.v1.PodSandboxConfig;
import io.jubernetes.cri.v1.PodSandboxMetadata;
import io.jubernetes.cri.v1.PodSandboxState;
import io.jubernetes.cri.v1.PortMapping;
import io.jubernetes.cri.v1.Protocol;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.SandboxConfig.PodIdentity;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sandboxes in the daemon's words, and back. The daemon wants a sandbox's configuration again with each of its containers: it is
 * kept with the sandbox, as an annotation, so that the next agent has it too.
 */
final class SandboxMapping {

    private static final String CONFIG = "io.jubernetes.sandbox-config";

    private SandboxMapping() {}

    static PodSandboxConfig config(SandboxConfig config, Ownership ownership) {
        PodSandboxConfig plain = PodSandboxConfig.newBuilder()
                .setMetadata(PodSandboxMetadata.newBuilder()
                        .setName(config.pod().name())
                        .setNamespace(config.pod().namespace())
                        .setUid(config.pod().uid())
                        .setAttempt(config.attempt()))
                .setHostname(config.hostNetwork() ? "" : config.hostname())
                .setLogDirectory(config.logDirectory().toString())
                .setLinux(LinuxPodSandboxConfig.newBuilder()
                        .setCgroupParent(config.linux().cgroupParent())
                        .setSecurityContext(SecurityMapping.sandbox(config.linux()))
                        .putAllSysctls(config.linux().sysctls()))
                .build();
        PodSandboxConfig.Builder all = plain.toBuilder();
        dns(config.dns(), all);
        config.ports().forEach(port -> all.addPortMappings(port(port)));
        return all.putAllLabels(ownership.mark(config.labels(), config.pod()))
                .putAllAnnotations(config.annotations())
                .putAnnotations(CONFIG, Base64.getEncoder().encodeToString(plain.toByteArray()))
                .build();
    }

    /** What is left to the daemon when nothing is said is the node's resolver. */
    private static void dns(SandboxConfig.Dns dns, PodSandboxConfig.Builder all) {
        if (!dns.equals(SandboxConfig.Dns.OF_NODE)) {
            all.setDnsConfig(DNSConfig.newBuilder()
                    .addAllServers(dns.servers())
                    .addAllSearches(dns.searches())
                    .addAllOptions(dns.options()));
        }
    }

    private static PortMapping port(SandboxConfig.PortMapping port) {
        Protocol protocol = switch (port.protocol()) {
            case "UDP" -> Protocol.UDP;
            case "SCTP" -> Protocol.SCTP;
            default -> Protocol.TCP;
        };
        return PortMapping.newBuilder()
                .setProtocol(protocol)
                .setContainerPort(port.containerPort())
                .setHostPort(port.hostPort())
                .setHostIp(port.hostIp())
                .build();
    }

    /** The configuration that a sandbox was made with. */
    static PodSandboxConfig configOf(PodSandbox sandbox) {
        try {
            byte[] kept = Base64.getDecoder().decode(sandbox.getAnnotationsOrDefault(CONFIG, ""));
            return PodSandboxConfig.parseFrom(kept).toBuilder()
                    .putAllLabels(sandbox.getLabelsMap())
                    .putAllAnnotations(sandbox.getAnnotationsMap())
                    .build();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new RuntimeFailure(Kind.FAILED, "sandbox " + sandbox.getId() + " has lost its configuration", e);
        }
    }

    static Sandbox sandbox(PodSandbox sandbox, List<String> ips) {
        return new Sandbox(
                sandbox.getId(),
                identity(sandbox.getMetadata()),
                sandbox.getMetadata().getAttempt(),
                sandbox.getState() == PodSandboxState.SANDBOX_READY,
                time(sandbox.getCreatedAt()),
                ips,
                Ownership.unmark(sandbox.getLabelsMap()),
                without(sandbox.getAnnotationsMap(), CONFIG));
    }

    private static PodIdentity identity(PodSandboxMetadata metadata) {
        return new PodIdentity(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    static Instant time(long nanoseconds) {
        return Instant.ofEpochSecond(0, nanoseconds);
    }

    static Map<String, String> without(Map<String, String> all, String... keys) {
        Map<String, String> rest = new LinkedHashMap<>(all);
        List.of(keys).forEach(rest::remove);
        return rest;
    }
}
