package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What controllers do beside running workloads, as somebody with kubectl sees it, with real processes as pods. */
@Timeout(120)
@ExtendWith(SharedCluster.class)
class ControllersSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAMESPACE = "controllers";
    private static final String SLEEPER = """
            {terminationGracePeriodSeconds: 1, containers: [{name: main, image: shell, command: [sleep, '1000']}]}""";

    private final Kubectl kubectl;

    ControllersSessionTest(TestCluster cluster) {
        this.kubectl = cluster.kubectl();
    }

    @BeforeEach
    void createNamespace() {
        kubectl.run("create", "namespace", NAMESPACE);
        await().until(() ->
                kubectl.run("get", "serviceaccount", "default", "-n", NAMESPACE).exit() == 0);
    }

    @AfterEach
    void deleteNamespace() {
        kubectl.ask("delete", "namespace", NAMESPACE, "--timeout=60s");
    }

    private String ask(String... arguments) {
        return kubectl.ask(Stream.concat(Stream.of("-n", NAMESPACE), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private void apply(String yaml) {
        withFile(yaml, file -> ask("apply", "-f", file));
    }

    private static void withFile(String text, java.util.function.Consumer<String> use) {
        try {
            Path file = Files.createTempFile("controllers", ".yaml");
            try {
                use.accept(Files.writeString(file, text).toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void eventually(String expected, String... arguments) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(ask(arguments)).isEqualTo(expected));
    }

    private List<String> pods(String app) {
        return ask("get", "pods", "-l", "app=" + app, "-o", "name").lines().toList();
    }

    private void set(String kind, String apiVersion, String name, int replicas) {
        apply("""
                {apiVersion: %1$s, kind: %2$s, metadata: {name: %3$s}, spec: {replicas: %4$d,
                 selector: %5$s, template: {metadata: {labels: {app: %3$s}}, spec: %6$s}}}""".formatted(
                apiVersion,
                kind,
                name,
                replicas,
                kind.equals("ReplicationController") ? "{app: " + name + "}" : "{matchLabels: {app: " + name + "}}",
                SLEEPER));
    }

    @Test
    void replicaSetsReplaceAdoptAndRelease() {
        set("ReplicaSet", "apps/v1", "rs", 2);
        eventually("2", "get", "rs", "rs", "-o", "jsonpath={.status.readyReplicas}");
        String victim = pods("rs").getFirst();
        ask("delete", victim);
        eventually("2", "get", "rs", "rs", "-o", "jsonpath={.status.readyReplicas}");
        assertThat(pods("rs")).hasSize(2).doesNotContain(victim);
        String released = pods("rs").getFirst();
        ask("label", released, "app=free", "--overwrite");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pods("rs")).hasSize(2));
        eventually("", "get", released, "-o", "jsonpath={.metadata.ownerReferences}");
        ask("label", released, "app=rs", "--overwrite");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pods("rs")).hasSize(2));
        assertThat(ask("describe", "rs", "rs")).contains("SuccessfulCreate", "SuccessfulDelete");
    }

    @Test
    void replicationControllersScale() {
        set("ReplicationController", "v1", "rc", 1);
        eventually("1", "get", "rc", "rc", "-o", "jsonpath={.status.readyReplicas}");
        ask("scale", "rc/rc", "--replicas=2");
        eventually("2", "get", "rc", "rc", "-o", "jsonpath={.status.readyReplicas}");
        ask("delete", "rc", "rc", "--cascade=orphan");
        assertThat(pods("rc")).hasSize(2);
        eventually("", "get", "pods", "-l", "app=rc", "-o", "jsonpath={.items[*].metadata.ownerReferences[*].kind}");
    }

    @Test
    void deploymentsPauseTellOfNoProgressAndGoBack() {
        set("Deployment", "apps/v1", "web", 1);
        ask("rollout", "status", "deployment/web", "--timeout=30s");
        ask("rollout", "pause", "deployment/web");
        ask("set", "env", "deployment/web", "VERSION=2");
        assertThat(ask("get", "rs", "-l", "app=web", "-o", "name").lines()).hasSize(1);
        ask("rollout", "resume", "deployment/web");
        ask("rollout", "status", "deployment/web", "--timeout=30s");
        ask("patch", "deployment", "web", "-p", """
                {"spec":{"progressDeadlineSeconds":2,"template":{"spec":{"containers":[{"name":"main",
                 "readinessProbe":{"exec":{"command":["false"]}}}]}}}}""");
        assertThat(kubectl.refused("-n", NAMESPACE, "rollout", "status", "deployment/web", "--timeout=30s"))
                .contains("exceeded its progress deadline");
        ask("rollout", "undo", "deployment/web");
        ask("rollout", "status", "deployment/web", "--timeout=30s");
        String probe = "jsonpath={.spec.template.spec.containers[0].readinessProbe}";
        assertThat(ask("get", "deployment", "web", "-o", probe)).isEmpty();
        ask("delete", "deployment", "web", "--cascade=foreground", "--timeout=30s");
        assertThat(pods("web")).isEmpty();
    }

    @Test
    void budgetsDecideOnEvictions() {
        set("ReplicaSet", "apps/v1", "guarded", 2);
        ask("create", "poddisruptionbudget", "pdb", "--selector=app=guarded", "--min-available=2");
        eventually("2 0", "get", "pdb", "pdb", "-o", "jsonpath={.status.currentHealthy} {.status.disruptionsAllowed}");
        String pod = pods("guarded").getFirst().substring("pod/".length());
        String eviction =
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"" + pod + "\"}}";
        String path = "/api/v1/namespaces/" + NAMESPACE + "/pods/" + pod + "/eviction";
        withFile(
                eviction,
                file -> assertThat(kubectl.refused("create", "--raw", path, "-f", file))
                        .contains("Cannot evict pod as it would violate the pod's disruption budget."));
        ask("patch", "pdb", "pdb", "--type=merge", "-p", "{\"spec\":{\"minAvailable\":1}}");
        eventually("1", "get", "pdb", "pdb", "-o", "jsonpath={.status.disruptionsAllowed}");
        withFile(eviction, file -> kubectl.ask("create", "--raw", path, "-f", file));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pods("guarded")).hasSize(2).doesNotContain("pod/" + pod));
    }

    @Test
    void servicesFollowTheirPods() {
        set("ReplicaSet", "apps/v1", "back", 2);
        ask("create", "service", "clusterip", "back", "--tcp=80:8080");
        eventually(
                "true true",
                "get",
                "endpointslices",
                "-l",
                "kubernetes.io/service-name=back",
                "-o",
                "jsonpath={.items[*].endpoints[*].conditions.ready}");
        assertThat(ask("get", "endpoints", "back", "-o", "jsonpath={.subsets[*].addresses[*].targetRef.kind}"))
                .isEqualTo("Pod Pod");
        ask("scale", "rs/back", "--replicas=0");
        eventually("", "get", "endpoints", "back", "-o", "jsonpath={.subsets}");
        apply("""
                {apiVersion: v1, kind: Service, metadata: {name: far}, spec: {ports: [{port: 80}]}}
                ---
                {apiVersion: v1, kind: Endpoints, metadata: {name: far}, subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{port: 80}]}]}
                """);
        eventually(
                "192.0.2.7",
                "get",
                "endpointslices",
                "-l",
                "endpointslice.kubernetes.io/managed-by=endpointslicemirroring-controller.k8s.io",
                "-o",
                "jsonpath={.items[*].endpoints[*].addresses[*]}");
    }

    @Test
    void jobsStopGoOnAndGo() {
        apply("""
                {apiVersion: batch/v1, kind: Job, metadata: {name: held}, spec: {suspend: true, ttlSecondsAfterFinished: 1,
                 template: {spec: {restartPolicy: Never, containers: [{name: main, image: shell, command: ['true']}]}}}}""");
        eventually("True", "get", "job", "held", "-o", "jsonpath={.status.conditions[?(@.type=='Suspended')].status}");
        ask("patch", "job", "held", "-p", "{\"spec\":{\"suspend\":false}}");
        ask("wait", "--for=delete", "job/held", "--timeout=30s");
        apply("""
                {apiVersion: batch/v1, kind: Job, metadata: {name: late}, spec: {activeDeadlineSeconds: 1,
                 template: {spec: {terminationGracePeriodSeconds: 0, restartPolicy: Never,
                  containers: [{name: main, image: shell, command: [sleep, '1000']}]}}}}""");
        eventually(
                "DeadlineExceeded",
                "get",
                "job",
                "late",
                "-o",
                "jsonpath={.status.conditions[?(@.type=='Failed')].reason}");
    }

    @Test
    void namespacesHaveWhatBelongsThereAndEndInOrder() {
        ask("delete", "serviceaccount", "default");
        ask("delete", "configmap", "kube-root-ca.crt");
        await().atMost(PATIENCE)
                .until(() -> kubectl.run("-n", NAMESPACE, "get", "serviceaccount/default", "configmap/kube-root-ca.crt")
                                .exit()
                        == 0);
        ask("create", "quota", "small", "--hard=count/configmaps=3");
        eventually("1", "get", "quota", "small", "-o", "jsonpath={.status.used.count/configmaps}");
        ask("create", "configmap", "kept");
        ask("patch", "configmap", "kept", "-p", "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]}}");
        eventually("2", "get", "quota", "small", "-o", "jsonpath={.status.used.count/configmaps}");
        kubectl.ask("delete", "namespace", NAMESPACE, "--wait=false");
        String message = "jsonpath={.status.conditions[?(@.type=='NamespaceFinalizersRemaining')].message}";
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kubectl.ask("get", "namespace", NAMESPACE, "-o", message))
                        .endsWith("has finalizers remaining: example.com/hold in 1 resource instances"));
        ask("patch", "configmap", "kept", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
        kubectl.ask("wait", "--for=delete", "namespace/" + NAMESPACE, "--timeout=30s");
        createNamespace();
    }

    @Test
    void rolesAreAggregatedAndDaemonsFollowLabels() {
        kubectl.ask("create", "clusterrole", "part-of-all", "--verb=get", "--resource=pods");
        try {
            apply("""
                    {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: all-of-it},
                     aggregationRule: {clusterRoleSelectors: [{matchLabels: {into: all-of-it}}]}}""");
            kubectl.ask("label", "clusterrole", "part-of-all", "into=all-of-it");
            eventually("pods", "get", "clusterrole", "all-of-it", "-o", "jsonpath={.rules[*].resources[*]}");
        } finally {
            kubectl.ask("delete", "clusterrole", "part-of-all", "all-of-it", "--ignore-not-found");
        }
        apply("""
                {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: picky}, spec: {selector: {matchLabels: {app: picky}},
                 template: {metadata: {labels: {app: picky}}, spec: {nodeSelector: {picky: 'yes'},
                  terminationGracePeriodSeconds: 1, containers: [{name: main, image: shell, command: [sleep, '1000']}]}}}}""");
        eventually("0", "get", "daemonset", "picky", "-o", "jsonpath={.status.desiredNumberScheduled}");
        kubectl.ask("label", "nodes", "--all", "picky=yes");
        eventually("1", "get", "daemonset", "picky", "-o", "jsonpath={.status.numberReady}");
        kubectl.ask("label", "nodes", "--all", "picky-");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pods("picky")).isEmpty());
    }

    @Test
    void partitionsHoldBackAndIdentitiesStay() {
        apply("""
                {apiVersion: apps/v1, kind: StatefulSet, metadata: {name: held}, spec: {replicas: 2, serviceName: held,
                 podManagementPolicy: Parallel, updateStrategy: {rollingUpdate: {partition: 1}}, ordinals: {start: 5},
                 selector: {matchLabels: {app: held}}, template: {metadata: {labels: {app: held}}, spec: %s}}}""".formatted(SLEEPER));
        eventually("2", "get", "statefulset", "held", "-o", "jsonpath={.status.readyReplicas}");
        assertThat(pods("held")).containsExactly("pod/held-5", "pod/held-6");
        ask("set", "env", "statefulset/held", "VERSION=2");
        String updated = "jsonpath={.status.updatedReplicas} {.status.readyReplicas}";
        eventually("1 2", "get", "statefulset", "held", "-o", updated);
        String versions = "jsonpath={.items[*].spec.containers[0].env[0].value}";
        assertThat(ask("get", "pod", "-l", "statefulset.kubernetes.io/pod-name=held-6", "-o", versions))
                .isEqualTo("2");
        ask(
                "patch",
                "statefulset",
                "held",
                "-p",
                "{\"spec\":{\"updateStrategy\":{\"rollingUpdate\":{\"partition\":0}}}}");
        eventually("2 2", "get", "statefulset", "held", "-o", updated);
        assertThat(ask("get", "pods", "-l", "app=held", "-o", versions)).isEqualTo("2 2");
    }

    @Test
    void cronJobsTellOfJobsThatTheyDidNotStart() {
        apply("""
                {apiVersion: batch/v1, kind: CronJob, metadata: {name: rare}, spec: {schedule: '0 0 1 1 *', suspend: true,
                 jobTemplate: {spec: {template: {spec: {terminationGracePeriodSeconds: 0, restartPolicy: Never,
                  containers: [{name: main, image: shell, command: [sleep, '1000']}]}}}}}}""");
        ask("create", "job", "manual", "--from=cronjob/rare");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask("get", "events")).contains("UnexpectedJob", "forgot: manual"));
        ask("delete", "cronjob", "rare", "--cascade=foreground", "--timeout=30s");
        assertThat(ask("get", "jobs", "-o", "name")).isEmpty();
    }

    @Test
    void whatIsOverGoesAndPoliciesAreLookedAt() {
        String token = """
                {apiVersion: v1, kind: Secret, type: bootstrap.kubernetes.io/token,
                 metadata: {name: bootstrap-token-abcdef, namespace: kube-system},
                 stringData: {token-id: abcdef, token-secret: 0123456789abcdef, expiration: '2020-01-01T00:00:00Z'}}""";
        withFile(token, file -> kubectl.ask("create", "-f", file));
        kubectl.ask("-n", "kube-system", "wait", "--for=delete", "secret/bootstrap-token-abcdef", "--timeout=30s");
        apply("""
                {apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: controllers-session},
                 spec: {matchConstraints: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE],
                  resources: [deployments]}]}, validations: [{expression: 'object.spec.replicas < 100'}]}}""");
        try {
            eventually(
                    "1",
                    "get",
                    "validatingadmissionpolicy",
                    "controllers-session",
                    "-o",
                    "jsonpath={.status.observedGeneration}");
        } finally {
            kubectl.ask("delete", "validatingadmissionpolicy", "controllers-session");
        }
    }
}
