package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Claims of the default class, as somebody with kubectl sees them, with real processes and real directories. */
@Timeout(120)
@ExtendWith(SharedCluster.class)
class VolumesSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path files;

    private final Kubectl kubectl;

    VolumesSessionTest(TestCluster cluster) {
        this.kubectl = cluster.kubectl();
    }

    private void apply(String yaml) throws IOException {
        kubectl.ask(
                "apply",
                "-f",
                Files.writeString(files.resolve("object.yaml"), yaml).toString());
    }

    private void createPod(String name, String command) throws IOException {
        apply("""
                {apiVersion: v1, kind: Pod, metadata: {name: %s}, spec: {terminationGracePeriodSeconds: 1,
                 containers: [{name: main, image: shell, command: [sh, -c, '%s'], volumeMounts: [{name: data, mountPath: /kept}]}],
                 volumes: [{name: data, persistentVolumeClaim: {claimName: kept}}]}}""".formatted(name, command));
    }

    private void eventually(String expected, String... arguments) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(kubectl.run(arguments).out().strip()).isEqualTo(expected));
    }

    @Test
    void whatAPodWroteIsThereForTheNextAndGoesWithTheClaim() throws IOException {
        apply("""
                {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: kept},
                 spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Mi}}}}""");
        createPod("writer", "echo written > /kept/file; sleep 1000");
        eventually("written", "exec", "writer", "--", "cat", "/kept/file");
        eventually("Bound local-path", "get", "pvc", "kept", "-o", "jsonpath={.status.phase} {.spec.storageClassName}");
        String volume = kubectl.ask("get", "pvc", "kept", "-o", "jsonpath={.spec.volumeName}")
                .strip();
        Path directory = Path.of(kubectl.ask("get", "pv", volume, "-o", "jsonpath={.spec.hostPath.path}")
                .strip());
        assertThat(directory.resolve("file")).hasContent("written");
        kubectl.ask("delete", "pod", "writer", "--wait");
        createPod("reader", "sleep 1000");
        eventually("written", "exec", "reader", "--", "cat", "/kept/file");
        kubectl.ask("delete", "pod", "reader", "--wait");
        kubectl.ask("delete", "pvc", "kept");
        await().atMost(PATIENCE).until(() -> kubectl.run("get", "pv", volume).exit() != 0);
        assertThat(directory).doesNotExist();
    }
}
