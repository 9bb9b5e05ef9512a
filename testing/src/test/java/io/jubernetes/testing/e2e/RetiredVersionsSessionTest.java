package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody with files of years ago, and the kubectl of today. */
@Timeout(120)
@ExtendWith(SharedCluster.class)
class RetiredVersionsSessionTest {

    private static final String MANIFESTS = """
            apiVersion: extensions/v1beta1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: 'web:1'}]}
            ---
            apiVersion: extensions/v1beta1
            kind: Ingress
            metadata: {name: web, annotations: {kubernetes.io/ingress.class: nginx}}
            spec:
              rules:
              - host: web.example
                http: {paths: [{path: /, backend: {serviceName: web, servicePort: 80}}]}
            ---
            apiVersion: policy/v1beta1
            kind: PodDisruptionBudget
            metadata: {name: web}
            spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
            ---
            apiVersion: batch/v1beta1
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: 0 3 * * *
              jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: 'job:1'}]}}}}
            """;

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        Tools.requireBuilt();
        cluster = TestCluster.start(Tools.anyKubectl(), "server", "--runtime-config=api/legacy=true");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static Command.Result apply(Kubectl kubectl, String manifests) {
        return kubectl.command("apply", "--validate=strict", "-f", "-")
                .input(manifests)
                .run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.35", "1.32"})
    void appliesThemAndIsWarned(String version) {
        Path binary = Tools.kubectl(version);
        Kubectl kubectl = new Kubectl(binary, cluster.kubectl().kubeconfig());
        Command.Result created = apply(kubectl, MANIFESTS).succeeded();
        assertThat(created.out().lines())
                .containsExactly(
                        "deployment.extensions/web created",
                        "ingress.extensions/web created",
                        "poddisruptionbudget.policy/web created",
                        "cronjob.batch/nightly created");
        assertThat(created.err())
                .contains(
                        "Warning: extensions/v1beta1 Deployment is deprecated in v1.8+, unavailable in v1.16+;"
                                + " use apps/v1 Deployment",
                        "Warning: extensions/v1beta1 Ingress is deprecated in v1.14+, unavailable in v1.22+;"
                                + " use networking.k8s.io/v1 Ingress");
        assertThat(apply(kubectl, MANIFESTS).succeeded().out())
                .contains("deployment.extensions/web unchanged", "poddisruptionbudget.policy/web unchanged");
        assertThat(apply(kubectl, MANIFESTS.replace("replicas: 2", "replicas: 3"))
                        .succeeded()
                        .out())
                .contains("deployment.extensions/web configured", "cronjob.batch/nightly unchanged");
        seen(kubectl);
        assertThat(kubectl.command("delete", "-f", "-")
                        .input(MANIFESTS)
                        .run()
                        .succeeded()
                        .out())
                .contains("deployment.extensions \"web\" deleted");
        assertThat(kubectl.ask("get", "deployments,ingresses", "--ignore-not-found"))
                .isEmpty();
    }

    private static void seen(Kubectl kubectl) {
        assertThat(kubectl.ask("get", "deployment", "web", "-o", "jsonpath={.apiVersion} {.spec.selector.matchLabels}"))
                .isEqualTo("apps/v1 {\"app\":\"web\"}");
        assertThat(kubectl.ask("get", "deployments.v1beta1.extensions", "web", "-o", "jsonpath={.apiVersion}"))
                .isEqualTo("extensions/v1beta1");
        assertThat(kubectl.ask("get", "ingresses.v1beta1.extensions")).containsPattern("web +nginx +web.example");
        assertThat(kubectl.ask("explain", "ingress.spec.backend.serviceName", "--api-version=extensions/v1beta1"))
                .contains("serviceName <string>");
        kubectl.ask("scale", "deployments.v1beta1.extensions/web", "--replicas=1");
        assertThat(kubectl.ask("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("1");
        // what controllers write meanwhile is seen in both
        kubectl.ask("wait", "deploy/web", "--for=jsonpath={.status.observedGeneration}", "--timeout=20s");
        assertThat(kubectl.ask("get", "all", "-o", "name").lines()).doesNotHaveDuplicates();
    }

    @Test
    void isToldThatTheyAreNotServed(TestCluster usual) {
        assertThat(apply(usual.kubectl(), MANIFESTS).failed().err())
                .contains("no matches for kind \"Ingress\" in version \"extensions/v1beta1\"")
                .contains("ensure CRDs are installed first");
    }
}
