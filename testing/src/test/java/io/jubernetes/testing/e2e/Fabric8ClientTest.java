package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fabric8 client, which Java operators are built on, finds nothing unusual. */
@Timeout(90)
@ExtendWith(SharedCluster.class)
@SuppressWarnings("NullAway.Init") // before each
class Fabric8ClientTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAMESPACE = "fabric8";

    private KubernetesClient client;

    @BeforeEach
    void connect(TestCluster cluster) {
        Config config = Config.fromKubeconfig(cluster.kubectl().kubeconfig().toFile());
        client = new KubernetesClientBuilder().withConfig(config).build();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    @AfterEach
    void leave() {
        client.configMaps().inNamespace(NAMESPACE).delete();
        client.close();
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .addToLabels("test", "fabric8")
                .endMetadata()
                .withData(Map.of("k", value))
                .build();
    }

    @Test
    void objectsComeChangeAndGo() {
        ConfigMap created = client.resource(map("a", "1")).create();
        assertThat(created.getMetadata().getUid()).isNotEmpty();
        assertThatThrownBy(() -> client.resource(map("a", "1")).create())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getStatus().getReason()).isEqualTo("AlreadyExists"));

        ConfigMap edited = client.configMaps()
                .inNamespace(NAMESPACE)
                .withName("a")
                .edit(m -> new ConfigMapBuilder(m).addToData("k", "2").build());
        assertThat(edited.getData()).containsEntry("k", "2");
        for (PatchType type : List.of(PatchType.JSON_MERGE, PatchType.STRATEGIC_MERGE)) {
            ConfigMap patched =
                    client.resource(created).patch(PatchContext.of(type), "{\"data\":{\"by\":\"" + type + "\"}}");
            assertThat(patched.getData()).containsEntry("by", type.toString()).containsEntry("k", "2");
        }
        assertThatThrownBy(() -> client.resource(created).lockResourceVersion().update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThat(client.configMaps()
                        .inAnyNamespace()
                        .withLabel("test", "fabric8")
                        .list()
                        .getItems())
                .hasSize(1);
        client.resource(created).delete();
        assertThat(client.resource(created).get()).isNull();
    }

    @Test
    void fieldsHaveOwners() {
        client.resource(map("owned", "1")).fieldManager("one").serverSideApply();
        assertThatThrownBy(() ->
                        client.resource(map("owned", "2")).fieldManager("two").serverSideApply())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(409);
                    assertThat(e.getMessage()).contains("conflict with \"one\": .data.k");
                });
        ConfigMap taken = client.resource(map("owned", "2"))
                .fieldManager("two")
                .forceConflicts()
                .serverSideApply();
        assertThat(taken.getData()).containsEntry("k", "2");
    }

    @Test
    void informersSeeEveryChange() {
        List<String> seen = new CopyOnWriteArrayList<>();
        client.resource(map("early", "1")).create();
        try (SharedIndexInformer<ConfigMap> informer = client.configMaps()
                .inNamespace(NAMESPACE)
                .withLabel("test")
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(ConfigMap added) {
                        seen.add("+" + added.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(ConfigMap before, ConfigMap after) {
                        seen.add(after.getMetadata().getName() + "="
                                + after.getData().get("k"));
                    }

                    @Override
                    public void onDelete(ConfigMap deleted, boolean unknown) {
                        seen.add("-" + deleted.getMetadata().getName());
                    }
                })) {
            client.resource(map("late", "1")).create();
            client.resource(map("late", "2")).update();
            client.resource(map("early", "1")).delete();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(seen).containsExactly("+early", "+late", "late=2", "-early"));
            assertThat(informer.getStore().listKeys()).containsExactly(NAMESPACE + "/late");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void watchesDeliver(boolean onlyHttp) throws Exception {
        client.getConfiguration().setOnlyHttpWatches(onlyHttp); // else over WebSocket
        CompletableFuture<String> first = new CompletableFuture<>();
        try (var watch = client.configMaps().inNamespace(NAMESPACE).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap map) {
                if (map.getMetadata().getName().equals("watched")) {
                    first.complete(action + " " + map.getData());
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                first.completeExceptionally(cause);
            }
        })) {
            client.resource(map("watched", "1")).create();
            assertThat(first.get(SOON.toSeconds(), TimeUnit.SECONDS)).isEqualTo("ADDED {k=1}");
        }
    }

    @Test
    void oneLeadsAndThenTheOther() {
        List<String> story = new CopyOnWriteArrayList<>();
        CompletableFuture<?> one = candidate("one", story);
        await().atMost(SOON).until(() -> story.contains("one leads"));
        CompletableFuture<?> two = candidate("two", story);
        one.cancel(true);
        await().atMost(SOON).until(() -> story.contains("two leads"));
        two.cancel(true);
        assertThat(story).startsWith("one leads");
        client.leases().inNamespace(NAMESPACE).withName("lead").delete();
    }

    private CompletableFuture<?> candidate(String name, List<String> story) {
        return client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("lead")
                        .withLock(new LeaseLock(NAMESPACE, "lead", name))
                        .withLeaseDuration(Duration.ofSeconds(3))
                        .withRenewDeadline(Duration.ofSeconds(2))
                        .withRetryPeriod(Duration.ofMillis(300))
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(
                                () -> story.add(name + " leads"), () -> story.add(name + " stops"), leader -> {}))
                        .build())
                .build()
                .start();
    }

    @Test
    void podsRunAndTalk() throws Exception {
        Tools.requirePodNetworks();
        Pod pod = new PodBuilder()
                .withNewMetadata()
                .withName("talker")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("c")
                .withImage("none")
                .withCommand("sh", "-c", "echo hello; sleep 100000")
                .endContainer()
                .endSpec()
                .build();
        client.resource(pod).create();
        var talker = client.pods().inNamespace(NAMESPACE).withName("talker");
        talker.waitUntilReady(60, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> talker.getLog().equals("hello\n"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch exec = talker.writingOutput(out).exec("sh", "-c", "echo from inside; exit 5")) {
            assertThat(exec.exitCode().get(30, TimeUnit.SECONDS)).isEqualTo(5);
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("from inside\n");
        talker.delete();
        await().atMost(SOON).until(() -> talker.get() == null);
    }
}
