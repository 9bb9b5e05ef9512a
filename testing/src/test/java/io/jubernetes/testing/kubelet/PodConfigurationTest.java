package io.jubernetes.testing.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pod's owner writes beside a command, on one node whose containers are processes with root. */
@Timeout(120)
final class PodConfigurationTest {

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

    private static ContainerStatus status(Pod pod, String name) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(s -> s.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void lastWordsAreInTheStatus() {
        node.pod(
                "words",
                "echo -n adieu > /dev/termination-log; exit 3",
                p -> p.editSpec().withRestartPolicy("Never").endSpec());
        Pod pod = node.awaitPhase("words", "Failed");
        assertThat(status(pod, "main").getState().getTerminated().getMessage()).isEqualTo("adieu");
        assertThat(Path.of("/dev/termination-log")).doesNotExist();
    }

    @Test
    void theLogIsTheLastWordsWhenThereAreNoOthers() {
        node.pod(
                "logged",
                "echo one; echo two; exit 1",
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .editFirstContainer()
                        .withTerminationMessagePolicy("FallbackToLogsOnError")
                        .endContainer()
                        .endSpec());
        Pod pod = node.awaitPhase("logged", "Failed");
        assertThat(status(pod, "main").getState().getTerminated().getMessage()).isEqualTo("one\ntwo\n");
    }

    @Test
    void hostsHaveThePodsNamesAndItsAliases() throws Exception {
        node.pod(
                "named",
                "cat /etc/hosts; hostname",
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .withHostname("db")
                        .withSubdomain("net")
                        .withSetHostnameAsFQDN(true)
                        .addNewHostAlias()
                        .withIp("192.0.2.7")
                        .withHostnames("other.example")
                        .endHostAlias()
                        .endSpec());
        Pod pod = node.awaitPhase("named", "Succeeded");
        assertThat(node.node("/containerLogs/default/named/main"))
                .contains(pod.getStatus().getPodIP() + "\tdb.net.default.svc.cluster.local\tdb\n")
                .contains("192.0.2.7\tother.example\n")
                .endsWith("\ndb.net.default.svc.cluster.local\n");
    }

    @Test
    void rootIsRefusedWhereItMustNotBe() {
        node.pod(
                "root",
                "sleep 100",
                p -> p.editSpec()
                        .withNewSecurityContext()
                        .withRunAsNonRoot(true)
                        .endSecurityContext()
                        .endSpec());
        Pod pod = node.awaitPod(
                "root",
                p -> !p.getStatus().getContainerStatuses().isEmpty()
                        && p.getStatus()
                                        .getContainerStatuses()
                                        .getFirst()
                                        .getState()
                                        .getWaiting()
                                != null
                        && "CreateContainerConfigError"
                                .equals(status(p, "main")
                                        .getState()
                                        .getWaiting()
                                        .getReason()));
        assertThat(status(pod, "main").getState().getWaiting().getMessage())
                .startsWith("container has runAsNonRoot and image will run as root (pod: \"root_default(");
        node.delete("root", 0);
    }

    @Test
    void aSidecarStartsFirstAndEndsLast() throws Exception {
        node.pod(
                "beside",
                "echo main; sleep 1",
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .addNewInitContainer()
                        .withName("proxy")
                        .withImage("any")
                        .withRestartPolicy("Always")
                        .withCommand(
                                "sh", "-c", "trap 'echo last; exit 0' TERM; echo first; while :; do sleep 0.1; done")
                        .endInitContainer()
                        .endSpec());
        Pod pod = node.awaitPhase("beside", "Succeeded");
        ContainerStatus sidecar = pod.getStatus().getInitContainerStatuses().getFirst();
        assertThat(sidecar.getState().getTerminated().getExitCode()).isZero();
        assertThat(node.node("/containerLogs/default/beside/proxy")).isEqualTo("first\nlast\n");
        assertThat(node.eventReasons("beside")).contains("Started", "Killing");
    }

    @Test
    void aRuleRestartsAContainerOfAPodThatIsNeverRestarted() {
        node.pod(
                "ruled",
                "[ -e /v/once ] && exit 0; touch /v/once; exit 42",
                p -> p.editSpec()
                        .withRestartPolicy("Never")
                        .addNewVolume()
                        .withName("v")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .endVolume()
                        .editFirstContainer()
                        .withRestartPolicy("Never")
                        .addNewRestartPolicyRule()
                        .withAction("Restart")
                        .withNewExitCodes()
                        .withOperator("In")
                        .withValues(42)
                        .endExitCodes()
                        .endRestartPolicyRule()
                        .addNewVolumeMount()
                        .withName("v")
                        .withMountPath("/v")
                        .endVolumeMount()
                        .endContainer()
                        .endSpec());
        Pod pod = node.awaitPhase("ruled", "Succeeded");
        assertThat(status(pod, "main").getRestartCount()).isEqualTo(1);
    }

    @Test
    void whatTheNodeKeepsOfAPodGoesWithIt() {
        node.pod("gone", "sleep 100", p -> {});
        Pod pod = node.awaitPhase("gone", "Running");
        Path files = directory.resolve("kubelet/pods").resolve(pod.getMetadata().getUid());
        assertThat(files.resolve("etc-hosts")).exists();
        node.delete("gone", 0);
        await().until(() -> node.isGone("gone"));
        await().untilAsserted(() -> assertThat(files).doesNotExist());
    }
}
