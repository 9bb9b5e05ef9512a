package io.jubernetes.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.jubernetes.kubelet.runtime.Container;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pods on a node do, with the real API server and real processes, with root's features and without. */
@Timeout(120)
abstract class PodLifecycleContract {

    private static final String FOREVER = "while :; do sleep 0.1; done";

    @TempDir
    Path directory;

    NodeContext node;

    abstract boolean unprivileged();

    @BeforeEach
    void start() throws Exception {
        node = new NodeContext(directory, unprivileged());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    private static ContainerStatus main(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst();
    }

    @Test
    void theNodeIsReadyAndRenewsItsLease() {
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            Node found = node.client.resources(Node.class).get(null, NodeContext.NODE);
            assertThat(found.getStatus().getConditions())
                    .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
            assertThat(found.getMetadata().getLabels()).containsEntry("kubernetes.io/hostname", NodeContext.NODE);
            assertThat(node.client
                            .resources(Lease.class)
                            .get("kube-node-lease", NodeContext.NODE)
                            .getSpec()
                            .getHolderIdentity())
                    .isEqualTo(NodeContext.NODE);
        });
    }

    @Test
    void aPodRunsAndIsReportedAndItsEndIsGraceful() throws Exception {
        node.pod("web", "trap 'echo bye; exit 0' TERM; echo up; " + FOREVER, p -> {});
        Pod running = node.awaitPod("web", NodeContext::isReady);
        assertThat(running.getStatus().getPhase()).isEqualTo("Running");
        assertThat(running.getStatus().getPodIP()).isNotEmpty();
        assertThat(main(running).getContainerID()).startsWith("process://");
        assertThat(main(running).getState().getRunning()).isNotNull();
        assertThat(running.getStatus().getQosClass()).isEqualTo("BestEffort");
        await().until(() -> node.node("/containerLogs/default/web/main").equals("up\n"));
        node.delete("web", 30);
        await().atMost(20, TimeUnit.SECONDS).until(() -> node.isGone("web"));
        await().until(() -> node.runtime.sandboxes(null).isEmpty());
        assertThat(node.eventReasons("web")).contains("Pulled", "Created", "Started", "Killing");
    }

    @Test
    void aContainerThatEndsIsRestartedAndThenHeldBack() throws Exception {
        node.pod("crash", "echo attempt; exit 3", p -> {});
        Pod held = node.awaitPod(
                "crash",
                p -> !p.getStatus().getContainerStatuses().isEmpty()
                        && main(p).getState().getWaiting() != null
                        && "CrashLoopBackOff"
                                .equals(main(p).getState().getWaiting().getReason()));
        assertThat(main(held).getState().getWaiting().getMessage())
                .startsWith("back-off 10s restarting failed container=main pod=crash_default(");
        assertThat(main(held).getLastState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(main(held).getRestartCount()).isEqualTo(1);
        assertThat(node.node("/containerLogs/default/crash/main", "previous", "true"))
                .isEqualTo("attempt\n");
        await().until(() -> node.eventReasons("crash").contains("BackOff"));
    }

    @Test
    void initContainersRunInOrderBeforeTheOthers() throws Exception {
        node.pod(
                "init",
                "cat /shared/file; " + FOREVER,
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .addNewInitContainer()
                        .withName("one")
                        .withImage("any")
                        .withCommand("sh", "-c", "echo one > /shared/file")
                        .addNewVolumeMount()
                        .withName("shared")
                        .withMountPath("/shared")
                        .endVolumeMount()
                        .endInitContainer()
                        .addNewInitContainer()
                        .withName("two")
                        .withImage("any")
                        .withCommand("sh", "-c", "echo two >> /shared/file")
                        .addNewVolumeMount()
                        .withName("shared")
                        .withMountPath("/shared")
                        .endVolumeMount()
                        .endInitContainer()
                        .editFirstContainer()
                        .addNewVolumeMount()
                        .withName("shared")
                        .withMountPath("/shared")
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("shared")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .endSpec());
        node.awaitPhase("init", "Running");
        await().until(() -> node.node("/containerLogs/default/init/main").equals("one\ntwo\n"));
    }

    @Test
    void aPodThatIsNotRestartedSucceedsOrFails() {
        node.pod("good", "exit 0", p -> p.editSpec().withRestartPolicy("Never").endSpec());
        node.pod("bad", "exit 4", p -> p.editSpec().withRestartPolicy("Never").endSpec());
        Pod good = node.awaitPhase("good", "Succeeded");
        Pod bad = node.awaitPhase("bad", "Failed");
        assertThat(main(good).getState().getTerminated().getReason()).isEqualTo("Completed");
        assertThat(main(bad).getState().getTerminated().getExitCode()).isEqualTo(4);
        node.delete("good", 0);
        await().atMost(20, TimeUnit.SECONDS).until(() -> node.isGone("good"));
    }

    @Test
    void configurationReachesTheContainerAndVolumesFollowIt() throws Exception {
        ConfigMap config = createConfiguration();
        createPodThatReadsIt();
        node.awaitPhase("conf", "Running");
        await().until(() ->
                node.node("/containerLogs/default/conf/main").equals("hello sesame conf hello-$(NAME)-$(NOPE)\n"));
        config.getData().put("greeting", "changed");
        node.client.resources(ConfigMap.class).update(config);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> node.node("/containerLogs/default/conf/main").endsWith("seen\n"));
    }

    private ConfigMap createConfiguration() {
        node.client
                .resources(io.fabric8.kubernetes.api.model.Secret.class)
                .create(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("sec")
                        .endMetadata()
                        .addToData("password", "c2VzYW1l")
                        .build());
        return node.client
                .resources(ConfigMap.class)
                .create(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("conf")
                        .endMetadata()
                        .addToData("greeting", "hello")
                        .build());
    }

    private void createPodThatReadsIt() {
        node.pod(
                "conf",
                "echo $GREETING $PASSWORD $NAME $BOTH; until grep -q changed /etc/conf/greeting; do sleep 0.1;"
                        + " done; echo seen; " + FOREVER,
                p -> p.editSpec()
                        .editFirstContainer()
                        .addNewEnv()
                        .withName("GREETING")
                        .withNewValueFrom()
                        .withNewConfigMapKeyRef("greeting", "conf", false)
                        .endValueFrom()
                        .endEnv()
                        .addNewEnv()
                        .withName("PASSWORD")
                        .withNewValueFrom()
                        .withNewSecretKeyRef("password", "sec", false)
                        .endValueFrom()
                        .endEnv()
                        .addNewEnv()
                        .withName("NAME")
                        .withNewValueFrom()
                        .withNewFieldRef("v1", "metadata.name")
                        .endValueFrom()
                        .endEnv()
                        .addNewEnv()
                        .withName("BOTH")
                        .withValue("$(GREETING)-$$(NAME)-$(NOPE)")
                        .endEnv()
                        .addNewVolumeMount()
                        .withName("conf")
                        .withMountPath("/etc/conf")
                        .withReadOnly(true)
                        .endVolumeMount()
                        .endContainer()
                        .addNewVolume()
                        .withName("conf")
                        .withNewConfigMap()
                        .withName("conf")
                        .endConfigMap()
                        .endVolume()
                        .endSpec());
    }

    @Test
    void aMissingKeyIsNamedUntilItIsThere() {
        node.pod(
                "missing",
                FOREVER,
                p -> p.editSpec()
                        .editFirstContainer()
                        .addNewEnv()
                        .withName("X")
                        .withNewValueFrom()
                        .withNewConfigMapKeyRef("k", "nowhere", false)
                        .endValueFrom()
                        .endEnv()
                        .endContainer()
                        .endSpec());
        Pod pod = node.awaitPod(
                "missing",
                p -> !p.getStatus().getContainerStatuses().isEmpty()
                        && main(p).getState().getWaiting() != null
                        && "CreateContainerConfigError"
                                .equals(main(p).getState().getWaiting().getReason()));
        assertThat(main(pod).getState().getWaiting().getMessage()).isEqualTo("configmap \"nowhere\" not found");
        node.client
                .resources(ConfigMap.class)
                .create(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName("nowhere")
                        .endMetadata()
                        .addToData("k", "v")
                        .build());
        node.awaitPhase("missing", "Running");
    }

    @Test
    void noCommandIsAConfigurationErrorThatSaysWhatToDo() {
        node.pod(
                "none",
                "",
                p -> p.editSpec()
                        .editFirstContainer()
                        .withCommand()
                        .endContainer()
                        .endSpec());
        Pod pod = node.awaitPod(
                "none",
                p -> !p.getStatus().getContainerStatuses().isEmpty()
                        && main(p).getState().getWaiting() != null
                        && "CreateContainerConfigError"
                                .equals(main(p).getState().getWaiting().getReason()));
        assertThat(main(pod).getState().getWaiting().getMessage()).contains("set the container's `command`");
    }

    @Test
    void aLivenessProbeRestartsAndAReadinessProbeHidesAPod() {
        node.pod(
                "probed",
                "touch /alive; " + FOREVER,
                p -> p.editSpec()
                        .withTerminationGracePeriodSeconds(1L)
                        .editFirstContainer()
                        .withNewLivenessProbe()
                        .withNewExec()
                        .withCommand("test", "-e", "/alive")
                        .endExec()
                        .withPeriodSeconds(1)
                        .withFailureThreshold(1)
                        .withInitialDelaySeconds(1)
                        .endLivenessProbe()
                        .withNewReadinessProbe()
                        .withNewExec()
                        .withCommand("test", "-e", "/ready")
                        .endExec()
                        .withPeriodSeconds(1)
                        .endReadinessProbe()
                        .endContainer()
                        .endSpec());
        Pod pod = node.awaitPhase("probed", "Running");
        assertThat(NodeContext.isReady(pod)).isFalse();
        exec("probed", "touch", "/ready");
        node.awaitPod("probed", NodeContext::isReady);
        exec("probed", "rm", "/alive");
        node.awaitPod("probed", p -> main(p).getRestartCount() == 1);
        await().until(() -> node.eventReasons("probed").contains("Unhealthy"));
    }

    private void exec(String pod, String... command) {
        try {
            Container container = node.runtime
                    .containers(node.get(pod).getMetadata().getUid())
                    .getLast();
            node.runtime.execSync(container.id(), List.of(command), java.time.Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anotherAgentTakesOverWithoutARestart() throws Exception {
        node.pod("stays", "echo up; " + FOREVER, p -> {});
        Pod before = node.awaitPod("stays", NodeContext::isReady);
        node.kubelet.close();
        node.startAgent();
        node.pod("later", FOREVER, p -> {});
        node.awaitPod("later", NodeContext::isReady);
        Pod after = node.awaitPod("stays", NodeContext::isReady);
        assertThat(main(after).getContainerID()).isEqualTo(main(before).getContainerID());
        assertThat(main(after).getRestartCount()).isZero();
        node.delete("stays", 0);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> node.runtime.containers(null).size() == 1);
    }

    @Test
    void aPodThatWasDeletedWhileNoAgentRanIsEnded() throws Exception {
        node.pod("orphan", FOREVER, p -> {});
        node.awaitPod("orphan", NodeContext::isReady);
        node.kubelet.close();
        node.delete("orphan", 0);
        node.startAgent();
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> node.runtime.sandboxes(null).isEmpty());
        assertThat(node.isGone("orphan")).isTrue();
    }

    @Test
    void aDeadlineEndsAPod() {
        node.pod(
                "slow",
                FOREVER,
                p -> p.editSpec()
                        .withActiveDeadlineSeconds(1L)
                        .withTerminationGracePeriodSeconds(1L)
                        .endSpec());
        Pod pod = node.awaitPhase("slow", "Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("DeadlineExceeded");
    }

    @Test
    void logsAreFollowedToTheEndAndCutAsAsked() throws Exception {
        node.pod(
                "logs",
                "seq 1 5; sleep 1; seq 6 9",
                p -> p.editSpec().withRestartPolicy("Never").endSpec());
        node.awaitPod("logs", p -> !"Pending".equals(p.getStatus().getPhase()));
        assertThat(node.node("/containerLogs/default/logs/main", "follow", "true"))
                .isEqualTo("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
        assertThat(node.node("/containerLogs/default/logs/main", "tailLines", "2"))
                .isEqualTo("8\n9\n");
        assertThat(node.node("/containerLogs/default/logs/main", "limitBytes", "3"))
                .isEqualTo("1\n2");
        assertThat(node.node("/containerLogs/default/logs/main", "timestamps", "true", "tailLines", "1"))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z 9\n");
    }
}
