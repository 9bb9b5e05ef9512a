package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.config.ContainerSecurity;
import io.jubernetes.kubelet.config.NodeResolver;
import io.jubernetes.kubelet.config.PodDns;
import io.jubernetes.kubelet.config.PodHostname;
import io.jubernetes.kubelet.config.PodShape;
import io.jubernetes.kubelet.env.ConfigurationError;
import io.jubernetes.kubelet.runtime.Namespaces;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import io.jubernetes.kubelet.runtime.SandboxConfig.Linux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says what a pod's sandbox is made from. */
final class SandboxMaker {

    private final PodServices services;

    SandboxMaker(PodServices services) {
        this.services = services;
    }

    /** @throws RuntimeFailure when there can be none now */
    String make(Pod pod, int attempt) throws InterruptedException {
        Path logs = PodServices.logDirectory(
                services.config(),
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                Pods.uid(pod));
        if (!services.runtime().isSimulated()) {
            createDirectories(logs);
        }
        PodShape shape = new PodShape(pod);
        return services.runtime()
                .runSandbox(new SandboxConfig(
                        Pods.identity(pod),
                        attempt,
                        hostname(pod),
                        logs,
                        dns(pod),
                        shape.ports(),
                        linux(pod, shape),
                        labels(pod),
                        annotations(pod)));
    }

    private Linux linux(Pod pod, PodShape shape) throws InterruptedException {
        ContainerSecurity security = ContainerSecurity.ofSandbox(pod, services.seccompProfiles());
        return new Linux(
                namespaces(pod, shape),
                security.identity(),
                security.security(),
                shape.sysctls(),
                services.cgroups().parent(pod),
                handler(pod));
    }

    private Namespaces namespaces(Pod pod, PodShape shape) {
        if (!shape.wantsOwnUsers() || services.runtime().isSimulated()) {
            return shape.namespaces(null);
        }
        try {
            return shape.namespaces(services.users().of(Pods.uid(pod)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String handler(Pod pod) throws InterruptedException {
        String name = pod.getSpec().getRuntimeClassName();
        if (name == null || name.isEmpty()) {
            return "";
        }
        return services.objects()
                .runtimeHandler(name)
                .orElseThrow(
                        () -> new RuntimeFailure(Kind.FAILED, "runtimeclass.node.k8s.io \"" + name + "\" not found"));
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
        try {
            return PodHostname.of(
                            pod,
                            services.config().nodeName(),
                            services.config().dns().domain())
                    .name();
        } catch (ConfigurationError e) {
            throw new RuntimeFailure(Kind.INVALID_CONFIG, e.text());
        }
    }

    private Dns dns(Pod pod) {
        boolean simulated = services.runtime().isSimulated();
        return PodDns.of(pod, services.config().dns(), () -> simulated ? Dns.OF_NODE : NodeResolver.read());
    }
}
