package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions with kubectls that we did not write, each about a theme and in a namespace of the theme's name: every command prints
 * what it prints with upstream's server. The transcripts are in {@code src/test/resources/kubectl}, the rules of their
 * placeholders at {@link Expected}.
 */
@Timeout(240)
@ExtendWith(SharedCluster.class)
class KubectlSessionTest {

    private static final List<String> SIDE_BY_SIDE = List.of(
            "workloads", "configuration", "pods", "network", "cluster", "access", "writes", "errors", "storage");

    /** Sends pods away and keeps others from coming. */
    private static final String ALONE = "nodes";

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"1.35", "1.32"})
    void everyCommandPrintsWhatUpstreamPrints(String version, TestCluster cluster) throws IOException {
        Tools.requirePodNetworks();
        Tools.requirePrograms("bash", "openssl", "diff", "tar");
        Files.createSymbolicLink(directory.resolve("kubectl"), Tools.kubectl(version));
        List<String> differences = new ArrayList<>(SIDE_BY_SIDE.parallelStream()
                .flatMap(theme -> new Session(theme, version, cluster).differences().stream())
                .toList());
        differences.addAll(new Session(ALONE, version, cluster).differences());
        assertThat(differences).isEmpty();
    }

    private final class Session {
        private final String theme;
        private final String version;
        private final Path home;

        Session(String theme, String version, TestCluster cluster) {
            this.theme = theme;
            this.version = version;
            this.home = directory.resolve(theme);
            try {
                Files.createDirectory(home);
                Files.copy(cluster.kubectl().kubeconfig(), home.resolve("config"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        List<String> differences() {
            prepare();
            try {
                return Transcript.read("/kubectl/" + theme + ".txt").steps().stream()
                        .map(this::difference)
                        .filter(text -> !text.isEmpty())
                        .toList();
            } finally {
                run("kubectl delete namespace " + theme);
            }
        }

        /** The controllers give a namespace its first objects soon, not at once. */
        private void prepare() {
            run("kubectl create namespace " + theme + "; kubectl config set-context --current --namespace=" + theme
                    + "; kubectl wait --for=create serviceaccount/default configmap/kube-root-ca.crt --timeout=20s");
        }

        private String difference(Transcript.Step step) {
            String printed = run(step.command());
            return Expected.of(step.expected(), version).matches(printed)
                    ? ""
                    : "%s, %s%nprinted%n%sinstead of%n%s"
                            .formatted(theme, step, printed, String.join("\n", step.expected()));
        }

        /** What a shell shows of a command, with the exit code in brackets behind it when it failed. */
        private String run(String command) {
            Command.Result result = Command.of("bash", "-c", "exec 2>&1; cd " + home + "; " + command)
                    .with("PATH", directory + ":" + System.getenv("PATH"))
                    .with("KUBECONFIG", home.resolve("config").toString())
                    .with("HOME", home.toString())
                    // no colours
                    .with("TERM", "dumb")
                    .run();
            String end = result.out().isEmpty() || result.out().endsWith("\n") ? "" : "\n";
            return result.out() + end + (result.exit() == 0 ? "" : "[" + result.exit() + "]\n");
        }
    }
}
