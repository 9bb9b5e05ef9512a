package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Helm installs the definitions that Camel K publishes, 2.4 MB of them with the schema of pods in three, and an object of each kind: they
 * are accepted as they come, and served.
 */
@Timeout(180)
@ExtendWith(SharedCluster.class)
@SuppressWarnings("NullAway.Init") // before each
class DefinitionBundleTest {

    private static final Path CHART = Tools.root().resolve("testing/src/test/resources/helm/camel");
    private static final String GROUP = "camel.apache.org";
    private static final String NAMESPACE = "camel";
    private static final List<String> KINDS = List.of(
            "builds",
            "camelcatalogs",
            "integrationkits",
            "integrationplatforms",
            "integrationprofiles",
            "integrations",
            "kameletbindings",
            "kamelets",
            "pipes");

    @TempDir
    private Path directory;

    private Kubectl kubectl;

    @BeforeEach
    void connect(TestCluster cluster) {
        kubectl = cluster.kubectl();
    }

    @AfterEach
    void takeTheKindsAway() {
        kubectl.run("delete", "namespace", NAMESPACE);
        KINDS.forEach(kind -> kubectl.run("delete", "crd", kind + "." + GROUP));
    }

    @Test
    void aPublishedBundleIsAcceptedAndServed() throws IOException {
        helm("install", "camel", chart().toString(), "--create-namespace");

        areServed();
        areCompletedAndShown();
        areValidatedAndPruned();
        areExplained();
        haveSubresources();

        helm("uninstall", "camel");
        assertThat(ask("get", "kamel", "-o", "name")).isEmpty();
        KINDS.forEach(kind -> ask("delete", "crd", kind + "." + GROUP));
        assertThat(ask("api-resources", "--api-group", GROUP, "-o", "name")).isEmpty();
        assertThat(kubectl.refused("get", "pipes")).contains("the server doesn't have a resource type \"pipes\"");
    }

    private void areServed() {
        assertThat(ask("api-resources", "--api-group", GROUP, "-o", "name").lines())
                .containsExactlyInAnyOrderElementsOf(
                        KINDS.stream().map(kind -> kind + "." + GROUP).toList());
        assertThat(ask("get", "kamel", "-o", "name").lines()).hasSize(KINDS.size());
        assertThat(kubectl.run("get", "kamelets.v1alpha1." + GROUP, "-n", NAMESPACE, "-o", "yaml")
                        .succeeded())
                .satisfies(old -> assertThat(old.out()).contains("apiVersion: camel.apache.org/v1alpha1", "A tick"))
                .satisfies(old -> assertThat(old.err())
                        .contains("v1apha1.Kamelet is deprecated, please, use v1.Kamelet instead"));
    }

    private void areCompletedAndShown() {
        String protocol = "template.spec.containers[0].ports[0].protocol}";
        assertThat(ask("get", "integration", "first", "-o", "jsonpath={.spec." + protocol))
                .isEqualTo("TCP");
        assertThat(ask("get", "pp", "first", "-o", "jsonpath={.spec.integration." + protocol))
                .isEqualTo("TCP");
        assertThat(ask("get", "klb", "first", "-o", "jsonpath={.spec.source.properties}"))
                .isEqualTo("{\"nested\":{\"any\":[1,\"two\"]},\"period\":1000}");
        assertThat(ask("get", "camelcatalog", "first"))
                .containsPattern("NAME +RUNTIME PROVIDER +RUNTIME VERSION +RUNTIME CAMEL VERSION +PHASE")
                .containsPattern("first +quarkus +3.8 +4.4");
        assertThat(ask("get", "ik", "first")).containsPattern("first +platform +fast-jar");
    }

    private void areValidatedAndPruned() {
        assertThat(refusedPatch("build", "{\"spec\":{\"configuration\":{\"strategy\":\"magic\"}}}"))
                .contains("The Build \"first\" is invalid: spec.configuration.strategy: Unsupported value: \"magic\":"
                        + " supported values: \"routine\", \"pod\"");
        assertThat(refusedPatch("camelcatalog", "{\"spec\":{\"runtime\":{\"version\":null,\"provider\":7}}}"))
                .contains("spec.runtime.version: Required value", "spec.runtime.provider: Invalid value: ");
        assertThat(refusedPatch("integration", "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{}]}}}}"))
                .contains("spec.template.spec.containers[0].name: Required value");
        kubectl.run(patch("pipe", "{\"spec\":{\"unheard\":1,\"source\":{\"properties\":{\"free\":true}}}}"))
                .succeeded();
        assertThat(ask("get", "pipe", "first", "-o", "jsonpath={.spec.unheard}{.spec.source.properties}"))
                .isEqualTo("{\"free\":true}");
    }

    private void areExplained() {
        assertThat(ask("explain", "integrations.spec.traits.cron.concurrencyPolicy"))
                .contains("FIELD: concurrencyPolicy <string>")
                .containsPattern("ENUM:\\s+Allow\\s+Forbid\\s+Replace");
        assertThat(ask("explain", "pipes.spec.integration.template.spec.containers.ports.protocol"))
                .contains("FIELD: protocol <string>", "Protocol for port");
    }

    private void haveSubresources() {
        assertThat(ask("scale", "integration/first", "--replicas=5")).contains("first scaled");
        assertThat(ask("get", "it", "first", "-o", "jsonpath={.spec.replicas}")).isEqualTo("5");
        String ready = "{\"status\":{\"phase\":\"Running\",\"replicas\":5,\"conditions\":[{\"type\":\"Ready\","
                + "\"status\":\"True\"}]}}";
        kubectl.run("patch", "it", "first", "-n", NAMESPACE, "--subresource=status", "--type=merge", "-p", ready)
                .succeeded();
        assertThat(ask("get", "it", "first")).containsPattern("first +Running +True +5");
    }

    private String refusedPatch(String kind, String patch) {
        return kubectl.refused(patch(kind, patch));
    }

    private static String[] patch(String kind, String patch) {
        return new String[] {"patch", kind, "first", "-n", NAMESPACE, "--type=merge", "-p", patch};
    }

    /** Our objects with their definitions, from the package. */
    private Path chart() throws IOException {
        Path chart = directory.resolve("chart");
        Files.createDirectories(chart.resolve("crds"));
        Files.createDirectories(chart.resolve("templates"));
        for (String file : List.of("Chart.yaml", "templates/objects.yaml")) {
            Files.copy(CHART.resolve(file), chart.resolve(file));
        }
        for (String kind : KINDS) {
            String file = GROUP + "_" + kind + ".yaml";
            try (InputStream published = Objects.requireNonNull(getClass().getResourceAsStream("/" + file), file)) {
                Files.copy(published, chart.resolve("crds").resolve(file));
            }
        }
        return chart;
    }

    private String ask(String... arguments) {
        return kubectl.ask(
                Stream.concat(Stream.of(arguments), Stream.of("-n", NAMESPACE)).toArray(String[]::new));
    }

    private void helm(String... arguments) {
        List<String> line = Stream.of(
                        Stream.of(Tools.helm("1.35").toString()),
                        Stream.of(arguments),
                        Stream.of("--namespace", NAMESPACE, "--kubeconfig"),
                        Stream.of(kubectl.kubeconfig().toString()))
                .flatMap(part -> part)
                .toList();
        Command.of(line)
                .with("HELM_CACHE_HOME", directory.resolve("cache").toString())
                .with("HELM_CONFIG_HOME", directory.resolve("config").toString())
                .with("HELM_DATA_HOME", directory.resolve("data").toString())
                .run()
                .succeeded();
    }
}
