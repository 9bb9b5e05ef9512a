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
        private final Shell shell;

        Session(String theme, String version, TestCluster cluster) {
            this.theme = theme;
            this.version = version;
            this.shell = Shell.of(
                    directory.resolve(theme), directory, cluster.kubectl().kubeconfig(), theme);
        }

        List<String> differences() {
            prepare();
            try {
                return Transcript.read("/kubectl/" + theme + ".txt").steps().stream()
                        .map(step -> shell.difference(step, List.of(version)))
                        .filter(text -> !text.isEmpty())
                        .map(text -> theme + ", " + text)
                        .toList();
            } finally {
                shell.run("kubectl delete namespace " + theme);
            }
        }

        /** The controllers give a namespace its first objects soon, not at once. */
        private void prepare() {
            shell.run("kubectl create namespace " + theme
                    + "; kubectl wait --for=create serviceaccount/default configmap/kube-root-ca.crt --timeout=20s");
        }
    }
}
