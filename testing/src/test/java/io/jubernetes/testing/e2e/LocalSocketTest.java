package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./jubectl} reaches a cluster on its machine over the local socket, and over TLS when there is none. */
@Timeout(240)
class LocalSocketTest {

    private static final String OVER_TLS = "Connecting to https://";

    @Test
    void theCliUsesTheSocketAndDoesWithoutIt() throws Exception {
        Tools.requireBuilt();
        Tools.requirePrograms("curl", "python3");
        try (TestCluster cluster = TestCluster.start(Tools.anyKubectl(), "up")) {
            Path socket = cluster.data().resolve("api.sock");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThat(Command.of("curl", "-s", "--unix-socket", socket.toString(), "http://localhost/api/v1/nodes")
                            .run()
                            .succeeded()
                            .out())
                    .contains("\"NodeList\"");
            Path admin = cluster.data().resolve("admin.conf");
            WebSite.apply(cluster.kubectl()); // kubectl reads the same file
            withoutTls(edited(admin, cluster.url(), "https://127.0.0.1:1"));
            withoutSocket(edited(admin, socket.toString(), socket + ".gone"));
            asAnotherUser(admin, cluster.data().resolve("pki"));
            cluster.process().kill();
            cluster.startAgain();
            assertThat(told(admin, "get", "nodes"))
                    .contains("Connecting to " + socket)
                    .doesNotContain(OVER_TLS);
        }
    }

    /** All that clients do, with a TLS port that nobody listens on. */
    private static void withoutTls(Path config) {
        assertThat(jubectl(config, "get", "pods").succeeded().out()).contains("web-");
        assertThat(jubectl(config, "exec", "deployment/web", "--", "sh", "-c", "echo to the $0; exit 3", "end"))
                .satisfies(result -> assertThat(result.out()).isEqualTo("to the end\n"))
                .satisfies(result -> assertThat(result.exit()).isEqualTo(3));
        try (BackgroundCommand logs = new BackgroundCommand(line(config, "logs", "-f", "deployment/web"));
                BackgroundCommand watch = new BackgroundCommand(line(config, "get", "pods", "--watch"))) {
            await("the log").atMost(WebSite.SOON).until(() -> logs.output().contains("listening"));
            jubectl(config, "scale", "deployment/web", "--replicas=4").succeeded();
            await("the fourth pod runs")
                    .atMost(WebSite.SOON)
                    .until(() -> watch.output()
                                    .lines()
                                    .filter(pod -> pod.contains("1/1"))
                                    .map(pod -> pod.split(" ")[0])
                                    .distinct()
                                    .count()
                            == 4);
        }
        assertThat(jubectl(config, "get", "pods", "--as", "somebody", "--as-group", "system:masters")
                        .exit())
                .isZero();
        assertThat(jubectl(config, "get", "pod", "nobody").failed().err())
                .isEqualTo("Error from server (NotFound): pods \"nobody\" not found\n");
        assertThat(jubectl(config, "get", "pods", "--token", "t").failed().err())
                .contains("refused");
        assertThat(jubectl(config, "get", "pods", "--server", "https://127.0.0.1:2")
                        .failed()
                        .err())
                .contains("refused");
    }

    private static void withoutSocket(Path config) {
        assertThat(told(config, "get", "pods")).contains("cannot use").contains(OVER_TLS);
        assertThat(jubectl(config, "get", "pods").succeeded().err()).isEmpty();
    }

    /** A file whose user was given another certificate means that one. */
    private static void asAnotherUser(Path admin, Path pki) throws IOException {
        Path config = edited(admin, "unchanged", "unchanged");
        jubectl(
                        config,
                        "config",
                        "set-credentials",
                        "kubernetes-admin",
                        "--client-certificate=" + pki.resolve("apiserver-kubelet-client.crt"),
                        "--client-key=" + pki.resolve("apiserver-kubelet-client.key"),
                        "--embed-certs")
                .succeeded();
        assertThat(told(config, "get", "pods"))
                .contains("does not know this user")
                .contains(OVER_TLS);
    }

    private static Path edited(Path config, String from, String to) throws IOException {
        Path copy = config.resolveSibling("edited.conf");
        Files.writeString(copy, Files.readString(config).replace(from, to));
        return copy;
    }

    private static String told(Path config, String... arguments) {
        List<String> all = new ArrayList<>(List.of("-v", "1"));
        all.addAll(List.of(arguments));
        return jubectl(config, all.toArray(String[]::new)).succeeded().err();
    }

    private static Command.Result jubectl(Path config, String... arguments) {
        return Command.of(line(config, arguments)).run();
    }

    private static List<String> line(Path config, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(Tools.root().resolve("jubectl").toString(), "--kubeconfig", config.toString()));
        line.addAll(List.of(arguments));
        return line;
    }
}
