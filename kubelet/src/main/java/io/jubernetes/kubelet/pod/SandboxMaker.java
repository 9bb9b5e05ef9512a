package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.KubeletConfig.ClusterDns;
import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import io.jubernetes.kubelet.runtime.SandboxConfig.Linux;
import io.jubernetes.kubelet.runtime.Security;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a pod's sandbox is made from. */
final class SandboxMaker {

    private static final int LONGEST_HOSTNAME = 63;

    private final PodServices services;

    SandboxMaker(PodServices services) {
        this.services = services;
    }

    String make(Pod pod, int attempt) throws InterruptedException {
        Path logs = PodServices.logDirectory(
                services.config(),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                Pods.uid(pod));
        if (!services.runtime().isSimulated()) {
            createDirectories(logs);
        }
        return services.runtime()
                .runSandbox(new SandboxConfig(
                        Pods.identity(pod),
                        attempt,
                        hostname(pod),
                        logs,
                        dns(pod),
                        List.of(),
                        linux(pod),
                        labels(pod),
                        annotations(pod)));
    }

    private static Linux linux(Pod pod) {
        Namespaces namespaces = Pods.hostNetwork(pod) ? Namespaces.HOST_NETWORK : Namespaces.POD;
        return new Linux(namespaces, Identity.DEFAULT, Security.DEFAULT, Map.of(), "", "");
    }

    private static void createDirectories(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> annotations(Pod pod) {
        Map<String, String> all = new LinkedHashMap<>();
        if (pod.getMetadata().getAnnotations() != null) {
            all.putAll(pod.getMetadata().getAnnotations());
        }
        return all;
    }

    static Map<String, String> labels(Pod pod) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("io.kubernetes.pod.name", pod.getMetadata().getName());
        labels.put("io.kubernetes.pod.namespace", pod.getMetadata().getNamespace());
        labels.put("io.kubernetes.pod.uid", Pods.uid(pod));
        return labels;
    }

    private String hostname(Pod pod) {
        if (Pods.hostNetwork(pod)) {
            return services.config().nodeName();
        }
        String wanted = pod.getSpec().getHostname();
        String name = wanted == null || wanted.isEmpty() ? pod.getMetadata().getName() : wanted;
        return name.length() <= LONGEST_HOSTNAME
                ? name
                : name.substring(0, LONGEST_HOSTNAME).replaceAll("[.-]+$", "");
    }

    private Dns dns(Pod pod) {
        String policy = pod.getSpec().getDnsPolicy();
        ClusterDns cluster = services.config().dns();
        List<String> servers = new ArrayList<>();
        List<String> searches = new ArrayList<>();
        List<String> options = new ArrayList<>();
        boolean clusterFirst = policy == null
                || (policy.equals("ClusterFirst") && !Pods.hostNetwork(pod))
                || policy.equals("ClusterFirstWithHostNet");
        if (clusterFirst && !cluster.servers().isEmpty()) {
            servers.addAll(cluster.servers());
            searches.add(pod.getMetadata().getNamespace() + ".svc." + cluster.domain());
            searches.add("svc." + cluster.domain());
            searches.add(cluster.domain());
            options.add("ndots:5");
        }
        addOwn(pod, servers, searches, options);
        return new Dns(servers, searches, options);
    }

    private static void addOwn(Pod pod, List<String> servers, List<String> searches, List<String> options) {
        if (pod.getSpec().getDnsConfig() == null) {
            return;
        }
        servers.addAll(pod.getSpec().getDnsConfig().getNameservers());
        searches.addAll(pod.getSpec().getDnsConfig().getSearches());
        pod.getSpec()
                .getDnsConfig()
                .getOptions()
                .forEach(o -> options.add(o.getValue() == null ? o.getName() : o.getName() + ":" + o.getValue()));
    }
}
