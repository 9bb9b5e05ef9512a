package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm 4 and Helm 3 manage a release whose chart has hooks and brings a kind of its own. */
@Timeout(120)
@ExtendWith(SharedCluster.class)
@SuppressWarnings("NullAway.Init") // before each
class HelmTest {

    private static final Path CHART = Tools.root().resolve("testing/src/test/resources/helm/site");

    @TempDir
    private Path directory;

    private Path helm;
    private Kubectl kubectl;

    @BeforeAll
    static void requirePods() {
        Tools.requirePodNetworks();
    }

    @BeforeEach
    void connect(TestCluster cluster) {
        kubectl = cluster.kubectl();
    }

    @AfterEach
    void takeTheKindAway() {
        kubectl.run("delete", "namespace", "helm");
        kubectl.run("delete", "crd", "pages.helm.example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.35", "1.32"})
    void aReleaseLives(String version) {
        helm = Tools.helm(version);

        assertThat(helm("install", "site", CHART.toString(), "--create-namespace", "--wait"))
                .contains("NAMESPACE: helm", "STATUS: deployed", "REVISION: 1", "It says hello.");
        assertThat(ask("get", "pages", "site", "-o", "jsonpath={.spec.text}")).isEqualTo("hello");
        assertThat(ask("logs", "site-pre-install")).isEqualTo("pre-install");
        assertThat(ask("get", "deployment", "site", "-o", "jsonpath={.status.readyReplicas}"))
                .isEqualTo("1");
        assertThat(helm("list")).containsPattern("site\\s+helm\\s+1\\s.*deployed\\s+site-1\\.0\\.0\\s+1");

        assertThat(helm("upgrade", "site", CHART.toString(), "--set", "greeting=bye,replicas=2", "--wait"))
                .contains("has been upgraded", "REVISION: 2", "It says bye.");
        assertThat(ask("get", "configmap", "site-greeting", "-o", "jsonpath={.data.greeting}"))
                .isEqualTo("bye");
        assertThat(ask("logs", "site-post-upgrade")).isEqualTo("post-upgrade");
        assertThat(helm("get", "values", "site")).contains("greeting: bye");

        assertThat(helm("rollback", "site", "1", "--wait")).contains("Rollback was a success!");
        assertThat(ask("get", "pages", "site", "-o", "jsonpath={.spec.text}")).isEqualTo("hello");
        assertThat(helm("history", "site")).contains("superseded", "Rollback to 1");

        assertThat(helm("uninstall", "site", "--wait")).contains("release \"site\" uninstalled");
        assertThat(ask("logs", "site-post-delete")).isEqualTo("post-delete");
        assertThat(ask("get", "deployments,configmaps,secrets,pages", "-o", "name"))
                .isEqualTo("configmap/kube-root-ca.crt");
        assertThat(ask("get", "crd", "pages.helm.example.com", "-o", "name")).contains("pages.helm");
    }

    private String ask(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("-n", "helm"));
        return kubectl.ask(line.toArray(String[]::new));
    }

    private String helm(String... arguments) {
        List<String> line = new ArrayList<>(List.of(helm.toString()));
        line.addAll(List.of(arguments));
        line.addAll(List.of(
                "--namespace", "helm", "--kubeconfig", kubectl.kubeconfig().toString()));
        return Command.of(line)
                .with("HELM_CACHE_HOME", directory.resolve("cache").toString())
                .with("HELM_CONFIG_HOME", directory.resolve("config").toString())
                .with("HELM_DATA_HOME", directory.resolve("data").toString())
                .run()
                .succeeded()
                .out();
    }
}
