package io.jubernetes.kubelet.runtime.cri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.ImageService.Image;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.TestPrograms;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images of a real registry. */
@Timeout(120)
final class CriImagesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void imagesArePulledFoundAndRemoved() throws Exception {
        assumeTrue(TestPrograms.missing("docker-registry").isEmpty(), "not installed: docker-registry");
        int port = freePort();
        PrivateContainerd daemon = PrivateContainerd.start();
        Process registry = registry(port);
        try (CriRuntime runtime = new CriRuntimeContext(directory, daemon).connect(directory.resolve("agent"))) {
            String name = "127.0.0.1:" + port + "/team/busybox:1";
            daemon.ctr("images", "tag", PrivateContainerd.BUSYBOX, name);
            daemon.ctr("images", "push", "--plain-http", name);
            daemon.ctr("images", "rm", name, PrivateContainerd.BUSYBOX);
            ImageService images = runtime.images();
            await().until(() -> images.find(name).isEmpty());
            String reference = images.pull(name, List.of());
            Image image = images.find(name).orElseThrow();
            assertThat(image.reference()).isEqualTo(reference);
            assertThat(image.tags()).containsExactly(name);
            assertThat(image.digests())
                    .singleElement()
                    .asString()
                    .startsWith("127.0.0.1:" + port + "/team/busybox@sha256:");
            assertThat(image.size()).isPositive();
            assertThat(image.pinned()).isFalse();
            assertThat(images.list()).contains(image);
            assertThat(images.find(PrivateContainerd.PAUSE).orElseThrow().pinned())
                    .isTrue();
            assertThat(images.usedBytes()).isGreaterThanOrEqualTo(0);
            assertThatThrownBy(() -> images.pull("127.0.0.1:" + port + "/team/none:1", List.of()))
                    .isInstanceOfSatisfying(
                            RuntimeFailure.class, e -> assertThat(e.kind()).isEqualTo(RuntimeFailure.Kind.NOT_FOUND))
                    .hasMessageStartingWith("rpc error: code = NotFound desc = ");
            images.remove(reference);
            images.remove(reference);
            assertThat(images.find(name)).isEmpty();
        } finally {
            registry.destroyForcibly().waitFor();
            PrivateContainerd.end(daemon);
        }
    }

    private Process registry(int port) throws Exception {
        Path config = Files.writeString(
                directory.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: "127.0.0.1:%d"}
                """.formatted(directory.resolve("registry"), port));
        Process registry = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        });
        return registry;
    }

    /** The registry does not say which port it took when it is asked for any. */
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
