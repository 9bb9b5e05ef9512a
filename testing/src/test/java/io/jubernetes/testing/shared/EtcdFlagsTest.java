package io.jubernetes.testing.shared;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flags of {@code jube apiserver} that name an etcd. */
@Timeout(180)
class EtcdFlagsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    @SuppressWarnings("NullAway.Init") // before each
    private EtcdServer etcd;

    @BeforeEach
    void choosePorts() throws IOException {
        etcd = new EtcdServer(directory);
    }

    private Process apiserver(String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "io.jubernetes.jube.Jube",
                "apiserver",
                "--secure-port",
                "0"));
        command.addAll(List.of("--data-dir", directory.resolve("data").toString()));
        command.addAll(List.of("--ready-file", directory.resolve("ready").toString()));
        command.addAll(List.of(flags));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("out"), UTF_8);
    }

    private void fails(String message, String... flags) throws Exception {
        assertThat(apiserver(flags).waitFor()).as(output()).isEqualTo(1);
        assertThat(output()).contains(message);
        assertThat(output().lines()).as("one line, no stack trace").hasSizeLessThan(3);
    }

    @Test
    void objectsAreKeptInEtcd() throws Exception {
        etcd.start();
        Process server = apiserver("--etcd-servers", etcd.endpoint().toString(), "--etcd-prefix", "clusters/one/");
        try (EtcdServer running = etcd) {
            await().atMost(Duration.ofSeconds(120))
                    .failFast(() -> assertThat(server.isAlive()).as(output()).isTrue())
                    .until(() -> Files.exists(directory.resolve("ready")));
            await().until(() ->
                    output().contains("store: etcd at " + running.endpoint() + ", keys under /clusters/one"));
            assertThat(directory.resolve("data/store")).doesNotExist();
            server.destroy();
            assertThat(server.waitFor()).as("ended by SIGTERM").isIn(0, 128 + 15);
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void anEtcdThatIsNotThereIsNamed() throws Exception {
        fails("etcd at " + etcd.endpoint(), "--etcd-servers", etcd.endpoint().toString());
        assertThat(output()).contains("Connection refused");
    }

    @Test
    void wrongFlagsAreNamed() throws Exception {
        fails("etcd endpoint: nonsense", "--etcd-servers", "nonsense");
        fails("need --etcd-servers", "--etcd-cafile", "x");
        fails("--etcd-cafile: missing.crt", "--etcd-servers", "https://a:1", "--etcd-cafile", "missing.crt");
    }
}
