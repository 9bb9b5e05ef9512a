package io.jubernetes.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.UserInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What pods get of the node's disk, memory and processors, and what happens to those who take more. */
@Timeout(120)
final class PodResourcesTest {

    @TempDir
    private static Path directory;

    private static NodeContext node;

    @BeforeAll
    static void start() throws Exception {
        node = new NodeContext(directory, false);
        assumeTrue(node.runtime.describe().contains("as root"));
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    private static void volume(PodBuilder pod, String medium, String limit) {
        pod.editSpec()
                .withRestartPolicy("Never")
                .addNewVolume()
                .withName("v")
                .withEmptyDir(new EmptyDirVolumeSource(medium, new Quantity(limit)))
                .endVolume()
                .editFirstContainer()
                .addNewVolumeMount()
                .withName("v")
                .withMountPath("/v")
                .endVolumeMount()
                .endContainer()
                .endSpec();
    }

    @Test
    void memoryCanBeAVolumeOfLimitedSize() throws Exception {
        node.pod(
                "memory",
                "grep ' /v ' /proc/mounts; head -c 2000000 /dev/zero > /v/x || echo full",
                p -> volume(p, "Memory", "1Mi"));
        Pod pod = node.awaitPhase("memory", "Succeeded");
        assertThat(node.node("/containerLogs/default/memory/main"))
                .contains("tmpfs /v tmpfs")
                .contains("full");
        node.delete("memory", 0);
        await().untilAsserted(() -> assertThat(directory
                        .resolve("kubelet/pods")
                        .resolve(pod.getMetadata().getUid()))
                .doesNotExist());
        assertThat(Files.readString(Path.of("/proc/self/mounts")))
                .doesNotContain(pod.getMetadata().getUid());
    }

    @Test
    void whoFillsADirectoryIsEvicted() {
        node.pod("filler", "head -c 2000000 /dev/zero > /v/x; sleep 100", p -> volume(p, "", "1Mi"));
        Pod pod = node.awaitPhase("filler", "Failed");
        assertThat(pod.getStatus().getReason()).isEqualTo("Evicted");
        assertThat(pod.getStatus().getMessage())
                .isEqualTo("Usage of EmptyDir volume \"v\" exceeds the limit \"1Mi\". ");
        assertThat(pod.getStatus().getConditions())
                .anyMatch(c ->
                        c.getType().equals("DisruptionTarget") && c.getReason().equals("TerminationByKubelet"));
        assertThat(node.eventReasons("filler")).contains("Evicted");
    }

    @Test
    void whoTakesTooMuchMemoryIsKilled() {
        node.pod(
                "hog",
                "head -c 200000000 /dev/zero | tail > /dev/null; exec tail /dev/zero",
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .editFirstContainer()
                        .withNewResources()
                        .addToLimits("memory", new Quantity("32Mi"))
                        .endResources()
                        .endContainer()
                        .endSpec());
        Pod pod = node.awaitPhase("hog", "Failed");
        var end = pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated();
        assertThat(end.getExitCode()).isEqualTo(137);
        assertThat(end.getReason()).isEqualTo("OOMKilled");
    }

    @Test
    void figuresOfPodsAreTold() throws Exception {
        node.pod("counted", "exec sleep 100", p -> {});
        node.awaitPhase("counted", "Running");
        assertThat(node.node("/metrics/resource"))
                .contains(
                        "container_memory_working_set_bytes{container=\"main\",namespace=\"default\",pod=\"counted\"} ");
        assertThat(node.node("/metrics/cadvisor")).contains("container_memory_rss{");
        assertThat(node.node("/metrics")).contains("kubelet_running_pods ");
        assertThat(node.node("/stats/summary")).contains("\"workingSetBytes\":").contains("ephemeral-storage");
        assertThat(node.node("/configz")).contains("\"kubeletconfig\"");
        assertThat(node.node("/run/default/counted/main", "cmd", "echo hello")).isEqualTo("hello\n");
        node.delete("counted", 0);
    }

    @Test
    void aRunningContainerGetsOtherLimitsWithoutARestart() throws Exception {
        node.pod(
                "grown",
                "exec sleep 100",
                p -> p.editSpec()
                        .editFirstContainer()
                        .withNewResources()
                        .addToLimits("cpu", new Quantity("100m"))
                        .addToLimits("memory", new Quantity("64Mi"))
                        .endResources()
                        .endContainer()
                        .endSpec());
        node.awaitPhase("grown", "Running");
        String patch = "{\"spec\":{\"containers\":[{\"name\":\"main\",\"resources\":{"
                + "\"requests\":{\"cpu\":\"200m\"},\"limits\":{\"cpu\":\"200m\"}}}]}}";
        int status = node.client
                .raw(new ApiRequest(
                        "PATCH",
                        "/api/v1/namespaces/default/pods/grown/resize",
                        QueryParameters.EMPTY,
                        Headers.of("content-type", "application/strategic-merge-patch+json"),
                        patch.getBytes(StandardCharsets.UTF_8),
                        new Caller.Local(new UserInfo("admin", "system:masters"))))
                .status();
        assertThat(status).isEqualTo(200);
        Pod pod = node.awaitPod("grown", p -> {
            var container = p.getStatus().getContainerStatuses().getFirst();
            return container.getResources() != null
                    && "200m"
                            .equals(String.valueOf(
                                    container.getResources().getLimits().get("cpu")));
        });
        assertThat(pod.getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isZero();
        assertThat(node.node("/run/default/grown/main", "cmd", "cat /proc/1/cgroup"))
                .contains("kubepods");
        node.delete("grown", 0);
    }

    @Test
    void aFileOfTheNodeIsAPodThatTheClusterShows() throws Exception {
        Path file = directory.resolve("kubelet/manifests/echo.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                apiVersion: v1
                kind: Pod
                metadata: {name: echo}
                spec:
                  automountServiceAccountToken: false
                  containers:
                  - {name: main, image: any, command: [sh, -c, "echo static; exec sleep 100"]}
                """);
        Pod mirror = awaitMirror("Running");
        assertThat(mirror.getMetadata().getAnnotations()).containsKey("kubernetes.io/config.mirror");
        assertThat(node.node("/containerLogs/default/echo-node-1/main")).isEqualTo("static\n");
        node.delete("echo-node-1", 0);
        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> !mirror.getMetadata()
                        .getUid()
                        .equals(awaitMirror("Running").getMetadata().getUid()));
        Files.delete(file);
        await().atMost(20, TimeUnit.SECONDS).until(() -> node.isGone("echo-node-1"));
    }

    private static Pod awaitMirror(String phase) {
        await().atMost(20, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> phase.equals(node.get("echo-node-1").getStatus().getPhase()));
        return node.get("echo-node-1");
    }

    @Test
    void aClaimIsTheDirectoryOfItsVolumeAndTheGroupsToWrite() throws Exception {
        Path data = Files.createDirectories(directory.resolve("local"));
        claim("mine", "pv-1", data);
        node.pod(
                "writer",
                "id -G; touch /v/x; ls -ln /v/x",
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .withNewSecurityContext()
                        .withRunAsUser(1234L)
                        .withFsGroup(4321L)
                        .endSecurityContext()
                        .addNewVolume()
                        .withName("v")
                        .withNewPersistentVolumeClaim("mine", false)
                        .endVolume()
                        .addNewVolume()
                        .withName("e")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .editFirstContainer()
                        .withCommand("sh", "-c", "touch /v/x && touch /e/y && stat -c '%u %g' /v/x /e/y")
                        .addNewVolumeMount()
                        .withName("v")
                        .withMountPath("/v")
                        .endVolumeMount()
                        .addNewVolumeMount()
                        .withName("e")
                        .withMountPath("/e")
                        .endVolumeMount()
                        .endContainer()
                        .endSpec());
        node.awaitPhase("writer", "Succeeded");
        assertThat(node.node("/containerLogs/default/writer/main")).isEqualTo("1234 4321\n1234 4321\n");
        assertThat(data.resolve("x")).exists();
        node.delete("writer", 0);
        await().until(() -> node.isGone("writer"));
        assertThat(data.resolve("x")).exists();
    }

    private static void claim(String name, String volume, Path data) {
        PersistentVolumeBuilder made = new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(volume)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .addToCapacity("storage", new Quantity("1Mi"))
                .withNewLocal()
                .withPath(data.toString())
                .endLocal()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("kubernetes.io/hostname")
                .withOperator("In")
                .withValues(NodeContext.NODE)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec();
        node.client.resources(PersistentVolume.class).create(made.build());
        PersistentVolumeClaim claim = node.client
                .resources(PersistentVolumeClaim.class)
                .create(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace("default")
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withVolumeName(volume)
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Mi"))
                        .endResources()
                        .endSpec()
                        .build());
        claim.setStatus(new io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatusBuilder()
                .withPhase("Bound")
                .build());
        node.client.resources(PersistentVolumeClaim.class).updateStatus(claim);
    }
}
