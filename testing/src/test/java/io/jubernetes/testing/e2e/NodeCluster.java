package io.jubernetes.testing.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cluster of one node with a given runtime, and people who use it with a shell, each in a namespace. */
final class NodeCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final NodeRuntime runtime;
    private final Path homes = TestCluster.temporaryDirectory();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final @Nullable ContainerDaemon daemon;
    private final TestCluster cluster;
    private final Leftovers leftovers;

    private NodeCluster(NodeRuntime runtime, NodeImages images) throws IOException {
        this.runtime = runtime;
        this.daemon = runtime == NodeRuntime.CRI ? ContainerDaemon.start(images.pause()) : null;
        List<String> flags = new ArrayList<>(List.of("up", "--node-name", "node", "--runtime", runtime.flag()));
        Path config = homes.resolve("kubelet.yaml");
        Files.writeString(
                config, "{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, podPidsLimit: 200}");
        flags.addAll(List.of("--kubelet-config", config.toString()));
        if (daemon != null) {
            flags.addAll(List.of("--container-runtime-endpoint", "unix://" + daemon.socket()));
        }
        this.cluster = TestCluster.start(Tools.anyKubectl(), flags.toArray(String[]::new));
        this.leftovers = Leftovers.of(cluster);
        prepare(images);
    }

    static NodeCluster start(NodeRuntime runtime, NodeImages images) throws IOException {
        return new NodeCluster(runtime, images);
    }

    private void prepare(NodeImages images) throws IOException {
        Files.createSymbolicLink(homes.resolve("kubectl"), Tools.anyKubectl());
        try (InputStream in = NodeCluster.class.getResourceAsStream("/nodes/words.sh")) {
            Files.copy(Objects.requireNonNull(in), homes.resolve("words.sh"));
        }
        variables.putAll(images.variables());
        variables.put("BASH_ENV", homes.resolve("words.sh").toString());
        variables.put("KUBECACHEDIR", homes.resolve("cache").toString());
        variables.put("RUNTIME", runtime.label());
        variables.put("MANIFESTS", node().resolve("manifests").toString());
    }

    /** Where the node keeps what is its. */
    Path node() {
        return cluster.data().resolve("nodes/node");
    }

    TestCluster cluster() {
        return cluster;
    }

    Leftovers leftovers() {
        return leftovers;
    }

    @Nullable
    ContainerDaemon daemon() {
        return daemon;
    }

    Shell shell(String namespace) {
        return Shell.of(homes.resolve(namespace), homes, cluster.kubectl().kubeconfig(), namespace)
                .with(variables);
    }

    /** Makes namespaces and waits for what controllers put into them. */
    void create(List<String> namespaces) {
        List<String> objects = namespaces.stream()
                .map("{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {suite: node}}}"::formatted)
                .toList();
        Kubectl kubectl = cluster.kubectl();
        kubectl.command("create", "-f", "-")
                .input(String.join("\n---\n", objects))
                .run()
                .succeeded();
        await("accounts in " + namespaces.size() + " namespaces")
                .atMost(PATIENCE)
                .until(() -> kubectl.ask("get", "-A", "serviceaccounts,configmaps", "-o", "name")
                                .lines()
                                .filter(name -> name.matches("serviceaccount/default|configmap/kube-root-ca.crt"))
                                .count()
                        >= 2L * namespaces.size());
    }

    /** Waits until no namespace is left of those that were made here. */
    void awaitEmpty() throws IOException {
        leftovers.record();
        Kubectl kubectl = cluster.kubectl();
        kubectl.run("delete", "namespaces", "-l", "suite=node", "--wait=false");
        await("no namespaces of the suite")
                .atMost(PATIENCE)
                .until(() -> kubectl.ask("get", "namespaces", "-l", "suite=node", "-o", "name")
                        .isEmpty());
    }

    /** Ends everything; nothing of it may be left on the machine. */
    @Override
    public void close() {
        try {
            cluster.close();
            leftovers.gone();
        } finally {
            TestCluster.delete(homes);
            if (daemon != null) {
                daemon.close();
            }
        }
    }
}
