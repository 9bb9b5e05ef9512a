package io.jubernetes.testing.kubelet;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ListOptions;
import io.jubernetes.kubelet.Kubelet;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.process.ProcessConfig;
import io.jubernetes.kubelet.runtime.process.ProcessRuntime;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** An API server and one node with real processes, in one directory. */
final class NodeContext implements AutoCloseable {

    static final String NODE = "node-1";

    private static final KubeletConfig.Timing OFTEN = new KubeletConfig.Timing(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(1));

    final SystemEnvironment environment = new SystemEnvironment();
    final ApiServer server = new ApiServer(ApiServerConfig.defaults(), environment, new MemoryStore());
    final ApiClient client = ApiClient.inProcess(server, new UserInfo("admin", "system:masters"));
    private final Path directory;
    private final boolean unprivileged;
    ProcessRuntime runtime;
    Kubelet kubelet;

    NodeContext(Path directory, boolean unprivileged) throws InterruptedException {
        this.directory = directory;
        this.unprivileged = unprivileged;
        server.start();
        for (String name : List.of("default", "kube-node-lease")) {
            try {
                client.resources(io.fabric8.kubernetes.api.model.Namespace.class)
                        .create(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build());
            } catch (ApiException e) {
                // the server's start made it
            }
        }
        client.resources(ServiceAccount.class)
                .create(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("default")
                        .endMetadata()
                        .build());
        startAgent();
    }

    void startAgent() throws InterruptedException {
        runtime = new ProcessRuntime(new ProcessConfig(directory.resolve("runtime"), unprivileged), environment);
        KubeletConfig config = KubeletConfig.of(NODE, directory.resolve("kubelet"))
                .withPodCidr("10.251.8.0/24")
                .withTiming(OFTEN);
        kubelet = new Kubelet(config, environment, client, runtime);
        kubelet.start();
    }

    /** A pod on the node whose container runs a script. */
    Pod pod(String name, String script, Consumer<PodBuilder> more) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withNodeName(NODE)
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("main")
                .withImage("any")
                .withCommand("sh", "-c", script)
                .endContainer()
                .endSpec();
        more.accept(pod);
        return client.resources(Pod.class).create(pod.build());
    }

    Pod get(String name) {
        return client.resources(Pod.class).get("default", name);
    }

    Pod awaitPod(String name, Predicate<Pod> condition) {
        await("pod " + name).atMost(15, TimeUnit.SECONDS).until(() -> {
            Pod pod = get(name);
            return pod.getStatus() != null && condition.test(pod);
        });
        return get(name);
    }

    Pod awaitPhase(String name, String phase) {
        return awaitPod(name, p -> phase.equals(p.getStatus().getPhase()));
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
    }

    void delete(String name, int grace) {
        client.resources(Pod.class).delete("default", name, DeleteOptions.DEFAULT.gracePeriod(grace));
    }

    boolean isGone(String name) {
        return client.resources(Pod.class).find("default", name).isEmpty();
    }

    List<String> eventReasons(String pod) {
        return client.resources(Event.class).list(ListOptions.in("default")).items().stream()
                .filter(e -> pod.equals(e.getInvolvedObject().getName()))
                .map(Event::getReason)
                .toList();
    }

    /** The answer of the node API, read to its end. */
    String node(String path, String... query) throws Exception {
        ApiResponse response = kubelet.nodeApi()
                .handle(ApiRequest.of("GET", path, QueryParameters.of(query), new Caller.Local(new UserInfo("admin"))));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        switch (response.body()) {
            case ResponseBody.Bytes bytes -> all.writeBytes(bytes.join());
            case ResponseBody.Stream stream -> stream.writeTo(sink(all));
            case ResponseBody.Upgrade upgrade -> throw new AssertionError("no upgrade was asked for");
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static BodySink sink(ByteArrayOutputStream all) {
        return new BodySink() {
            @Override
            public void write(byte[] piece) {
                all.writeBytes(piece);
            }

            @Override
            public void onClose(Runnable action) {
                // never closed from here
            }
        };
    }

    @Override
    public void close() throws Exception {
        kubelet.close();
        ProcessRuntime last =
                new ProcessRuntime(new ProcessConfig(directory.resolve("runtime"), unprivileged), environment);
        last.start();
        for (Sandbox sandbox : last.sandboxes(null)) {
            last.removeSandbox(sandbox.id());
        }
        last.close();
        Kubelet.release(directory.resolve("kubelet"));
        server.close();
    }
}
