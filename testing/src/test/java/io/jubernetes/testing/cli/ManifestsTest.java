package io.jubernetes.testing.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.cli.CliContext.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects made, changed and deleted by what is written in manifests. */
@Timeout(60)
class ManifestsTest {

    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: %d
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - name: c
                    image: web:1
                    env: [{name: %s, value: x}]
            """;

    private final CliContext cli = new CliContext();

    @AfterEach
    void stop() {
        cli.close();
    }

    @Test
    void applyCreatesThenConfiguresThenLeavesAlone() {
        assertThat(apply(WEB.formatted(2, "A")).out()).isEqualTo("deployment.apps/web created\n");
        assertThat(apply(WEB.formatted(2, "A")).out()).isEqualTo("deployment.apps/web unchanged\n");
        assertThat(apply(WEB.formatted(3, "B")).out()).isEqualTo("deployment.apps/web configured\n");
        String path = "jsonpath={.spec.replicas} {.spec.template.spec.containers[*].env[*].name}";
        assertThat(cli.run("get", "deploy/web", "-o", path).out()).isEqualTo("3 B");
    }

    @Test
    void whatOthersHaveSetIsKept() {
        apply(WEB.formatted(2, "A").replace("  replicas: 2\n", ""));
        assertThat(cli.run("scale", "deploy", "web", "--replicas=7").out()).isEqualTo("deployment.apps/web scaled\n");
        apply(WEB.formatted(2, "B").replace("  replicas: 2\n", ""));
        assertThat(cli.run("get", "deploy/web", "-o", "jsonpath={.spec.replicas}")
                        .out())
                .isEqualTo("7");
    }

    @Test
    void oneBadDocumentDoesNotStopTheOthers() {
        Result result = apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: one}
                ---
                apiVersion: v1
                kind: Nonsense
                metadata: {name: two}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: three}
                """);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEqualTo("configmap/one created\nconfigmap/three created\n");
        assertThat(result.err()).contains("no matches for kind \"Nonsense\" in version \"v1\"");
    }

    @Test
    void theNamespaceOfTheFlagMustBeTheManifests() {
        Result result = cli.runWithInput(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}}",
                "apply",
                "-f",
                "-",
                "-n",
                "mine");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("the namespace from the provided object \"other\" does not match the namespace \"mine\"");
    }

    @Test
    void dryRunsChangeNothing() {
        Result client = cli.runWithInput(WEB.formatted(1, "A"), "apply", "-f", "-", "--dry-run=client");
        Result server = cli.runWithInput(WEB.formatted(1, "A"), "create", "-f", "-", "--dry-run=server");
        assertThat(client.out()).isEqualTo("deployment.apps/web created (dry run)\n");
        assertThat(server.out()).isEqualTo("deployment.apps/web created (server dry run)\n");
        assertThat(cli.run("get", "deploy", "web").exit()).isEqualTo(1);
    }

    @Test
    void anUnknownFieldIsRefusedByName() {
        Result result = apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, dat: {}}");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("unknown field \"dat\"");
    }

    @Test
    void deletedObjectsAreGoneWhenTheCommandEnds() {
        apply(WEB.formatted(1, "A"));
        Result result = cli.run("delete", "deploy", "web");
        assertThat(result.out()).isEqualTo("deployment.apps \"web\" deleted from default namespace\n");
        assertThat(cli.run("delete", "deploy", "web").err())
                .isEqualTo("Error from server (NotFound): deployments.apps \"web\" not found\n");
        assertThat(cli.run("delete", "deploy", "web", "--ignore-not-found").exit())
                .isZero();
    }

    @Test
    void whoIsHeldBackIsWaitedForOnlySoLong() {
        apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: held, finalizers: [a.b/c]}}");
        Result result = cli.run("delete", "cm", "held", "--timeout=100ms");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("timed out waiting for the condition on configmaps/held");
    }

    private Result apply(String manifest) {
        return cli.runWithInput(manifest, "apply", "-f", "-");
    }
}
