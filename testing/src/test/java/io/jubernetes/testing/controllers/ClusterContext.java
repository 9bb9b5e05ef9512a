package io.jubernetes.testing.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.controllers.context.Identities;
import io.jubernetes.jube.cluster.AuthoritySigner;
import io.jubernetes.jube.cluster.DeviceSelectors;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.scheduler.Scheduler;
import io.jubernetes.scheduler.SchedulerConfig;
import io.jubernetes.transport.pki.CertificateAuthority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** A control plane in this process, and a node agent that says at once that every container runs. */
final class ClusterContext implements AutoCloseable {

    private static final CertificateAuthority AUTHORITY =
            CertificateAuthority.create("kubernetes", new SystemEnvironment());

    private final Environment environment = new SystemEnvironment();
    private final MemoryStore store = new MemoryStore();
    // roles decide, so that what a controller may not do upstream fails here
    private final ApiServer server = new ApiServer(
            ApiServerConfig.defaults().withAccess(ApiServerConfig.Access.DEFAULT.withMode(AuthorizationMode.RBAC)),
            environment,
            store);
    private final ApiClient client = ApiClient.inProcess(server, new UserInfo("admin", "system:masters"));
    private final Collection<String> removedFromNodes = new ConcurrentLinkedQueue<>();
    private final Map<String, Supplier<JsonNode>> metrics = new ConcurrentHashMap<>();
    private final ControllerManager controllers;
    private final Scheduler scheduler;
    private final InstantNodeAgent agent;

    ClusterContext(Duration nodeGracePeriod) {
        server.start();
        controllers = new ControllerManager(
                new ControllerManagerConfig(
                        2, "the certificate", new AuthoritySigner(AUTHORITY), "10.244.0.0/16", nodeGracePeriod, 0),
                environment,
                component("kube-controller-manager"),
                Identities.inProcess(this::withMetrics));
        scheduler = new Scheduler(
                SchedulerConfig.DEFAULT.withDeviceExpressions(DeviceSelectors.CEL),
                environment,
                component("kube-scheduler"));
        agent = new InstantNodeAgent(environment, client);
        agent.start();
        controllers.start();
        scheduler.start();
    }

    static ClusterContext withNodes(String... names) {
        ClusterContext cluster = new ClusterContext(Duration.ofMinutes(5));
        for (String name : names) {
            cluster.addNode(name);
        }
        // a pod is refused as long as its namespace has no service account
        await("the default service account", () -> cluster.exists(ServiceAccount.class, "default"));
        return cluster;
    }

    /** Has the metrics of pods served whose label {@code app} is this. */
    void serveMetrics(String app, Supplier<JsonNode> served) {
        metrics.put("app=" + app, served);
    }

    /** The paths that were removed from nodes. */
    Collection<String> removedFromNodes() {
        return removedFromNodes;
    }

    /** The server, and beside it the one that upstream's metrics server is, and the nodes' own. */
    private ApiResponse withMetrics(ApiRequest request) {
        if (request.method().equals("DELETE") && request.path().contains("/proxy/")) {
            removedFromNodes.add(request.path());
            return ApiResponse.of(200, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
        }
        String selector = request.query().first("labelSelector");
        Supplier<JsonNode> served =
                request.path().startsWith("/apis/metrics.k8s.io/") && selector != null ? metrics.get(selector) : null;
        return served == null
                ? server.handle(request)
                : ApiResponse.of(
                        200, "application/json", served.get().toString().getBytes(StandardCharsets.UTF_8));
    }

    private ApiClient component(String name) {
        return ApiClient.inProcess(server, new UserInfo("system:" + name));
    }

    ApiClient client() {
        return client;
    }

    void addNode(String name) {
        Node node = client.resources(Node.class)
                .create(new NodeBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("kubernetes.io/hostname", name)
                        .addToAnnotations("local-path.jubernetes.io/directory", "/data/" + name)
                        .endMetadata()
                        .build());
        client.resources(Node.class)
                .updateStatus(new NodeBuilder(node)
                        // controllers may have annotated it meanwhile
                        .editMetadata()
                        .withResourceVersion(null)
                        .endMetadata()
                        .withNewStatus()
                        .addToAllocatable("cpu", new Quantity("4"))
                        .addToAllocatable("memory", new Quantity("8Gi"))
                        .addToAllocatable("pods", new Quantity("110"))
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("KubeletReady")
                        .endCondition()
                        .endStatus()
                        .build());
    }

    void createNamespace(String name) {
        client.resources(Namespace.class)
                .create(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build());
    }

    ConfigMap createConfigMap(String name, HasMetadata... owners) {
        ConfigMapBuilder map = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata();
        for (HasMetadata owner : owners) {
            map = map.editMetadata()
                    .addToOwnerReferences(new OwnerReferenceBuilder()
                            .withApiVersion(owner.getApiVersion())
                            .withKind(owner.getKind())
                            .withName(owner.getMetadata().getName())
                            .withUid(owner.getMetadata().getUid())
                            .withBlockOwnerDeletion(true)
                            .build())
                    .endMetadata();
        }
        return client.resources(ConfigMap.class).create(map.build());
    }

    Deployment createDeployment(String name, int replicas) {
        return client.resources(Deployment.class).create(deployment(name, replicas, "v1"));
    }

    static Deployment deployment(String name, int replicas, String version) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .addToMatchLabels("app", name)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .withImage("server:" + version)
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    <T extends HasMetadata> T get(Class<T> type, String name) {
        return client.resources(type).get("default", name);
    }

    <T extends HasMetadata> boolean exists(Class<T> type, String name) {
        return client.resources(type).find("default", name).isPresent();
    }

    <T extends HasMetadata> List<T> list(Class<T> type) {
        return client.resources(type).list(ListOptions.in("default")).items();
    }

    List<Pod> readyPods() {
        return list(Pod.class).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus())))
                .toList();
    }

    boolean isRolledOut(String name) {
        Deployment deployment = get(Deployment.class, name);
        return deployment.getStatus() != null
                && deployment
                        .getMetadata()
                        .getGeneration()
                        .equals(deployment.getStatus().getObservedGeneration())
                && deployment.getStatus().getConditions().stream()
                        .anyMatch(c -> "NewReplicaSetAvailable".equals(c.getReason()))
                && deployment
                        .getSpec()
                        .getReplicas()
                        .equals(deployment.getStatus().getUpdatedReplicas())
                && deployment
                        .getSpec()
                        .getReplicas()
                        .equals(deployment.getStatus().getAvailableReplicas())
                && deployment
                        .getSpec()
                        .getReplicas()
                        .equals(deployment.getStatus().getReplicas());
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    @Override
    public void close() {
        scheduler.close();
        controllers.close();
        agent.close();
        server.close();
        store.close();
    }
}
