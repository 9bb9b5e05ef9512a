package io.jubernetes.kubelet;

import io.jubernetes.kubelet.settings.ConfigurationFile;
import io.jubernetes.kubelet.settings.NodePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a node agent is set up.
 *
 * @param nodeName the node's name in the cluster
 * @param dataDirectory for pods' volumes and what must be found again after a restart
 * @param logDirectory for pods' logs, {@code /var/log/pods} or a directory below the data
 * @param nodeIp the node's address; empty to find out
 * @param apiPort where the node API is served, as told to the API server; 0 when it is not
 * @param podCidr the range of pod addresses, {@code 10.244.0.0/24}; empty to wait for the node's {@code spec.podCIDR}
 * @param dns what pods with {@code dnsPolicy: ClusterFirst} use
 * @param labels further labels of the node
 */
public record KubeletConfig(
        String nodeName,
        Path dataDirectory,
        Path logDirectory,
        String nodeIp,
        int apiPort,
        String podCidr,
        ClusterDns dns,
        Map<String, String> labels,
        Timing timing,
        Limits limits,
        NodePolicy policy) {

    public KubeletConfig {
        if (nodeName.isBlank()) {
            throw new IllegalArgumentException("a node needs a name");
        }
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** The usual configuration of a node whose data is in a directory. */
    public static KubeletConfig of(String nodeName, Path dataDirectory) {
        return new KubeletConfig(
                nodeName,
                dataDirectory,
                dataDirectory.resolve("pod-logs"),
                "",
                0,
                "",
                ClusterDns.NONE,
                Map.of(),
                Timing.DEFAULT,
                Limits.DEFAULT,
                NodePolicy.DEFAULT);
    }

    public KubeletConfig withPolicy(NodePolicy other) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, nodeIp, apiPort, podCidr, dns, labels, timing, limits, other);
    }

    /** What a {@code KubeletConfiguration} says takes the place of what was said before. */
    public KubeletConfig with(ConfigurationFile file) {
        Limits mine = new Limits(
                file.numbers().getOrDefault("maxPods", limits.maxPods()),
                file.logFileBytes().orElse(limits.logFileBytes()),
                file.numbers().getOrDefault("containerLogMaxFiles", limits.logFiles()),
                file.numbers().getOrDefault("podPidsLimit", limits.podPids()));
        return withLimits(mine).withPolicy(file.policy());
    }

    public KubeletConfig withPodCidr(String cidr) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, nodeIp, apiPort, cidr, dns, labels, timing, limits, policy);
    }

    public KubeletConfig withNodeIp(String ip) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, ip, apiPort, podCidr, dns, labels, timing, limits, policy);
    }

    public KubeletConfig withApiPort(int port) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, nodeIp, port, podCidr, dns, labels, timing, limits, policy);
    }

    public KubeletConfig withLogDirectory(Path directory) {
        return new KubeletConfig(
                nodeName, dataDirectory, directory, nodeIp, apiPort, podCidr, dns, labels, timing, limits, policy);
    }

    public KubeletConfig withDns(ClusterDns clusterDns) {
        return new KubeletConfig(
                nodeName,
                dataDirectory,
                logDirectory,
                nodeIp,
                apiPort,
                podCidr,
                clusterDns,
                labels,
                timing,
                limits,
                policy);
    }

    public KubeletConfig withLabels(Map<String, String> more) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, nodeIp, apiPort, podCidr, dns, more, timing, limits, policy);
    }

    public KubeletConfig withTiming(Timing other) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, nodeIp, apiPort, podCidr, dns, labels, other, limits, policy);
    }

    public KubeletConfig withLimits(Limits other) {
        return new KubeletConfig(
                nodeName, dataDirectory, logDirectory, nodeIp, apiPort, podCidr, dns, labels, timing, other, policy);
    }

    /** The cluster's DNS: servers and the cluster's domain. */
    public record ClusterDns(List<String> servers, String domain) {

        public static final ClusterDns NONE = new ClusterDns(List.of(), "cluster.local");

        public ClusterDns {
            servers = List.copyOf(servers);
        }
    }

    /**
     * How often things are done.
     *
     * @param leaseRenewal between heartbeats
     * @param nodeStatus between looks at the machine
     * @param nodeReport after which the node's status is written though nothing changed
     * @param podSync between looks at a pod though nothing changed
     * @param relist between looks at the runtime
     */
    public record Timing(
            Duration leaseRenewal, Duration nodeStatus, Duration nodeReport, Duration podSync, Duration relist) {
        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1));
    }

    /**
     * @param maxPods how many pods the node takes
     * @param logFileBytes after which a container's log file is rotated
     * @param logFiles how many log files of one container are kept, the current one included
     * @param podPids how many processes and threads a pod may have; 0 for as many as it likes
     */
    public record Limits(int maxPods, long logFileBytes, int logFiles, int podPids) {
        public static final Limits DEFAULT = new Limits(110, 10L << 20, 5, 0);
    }
}
