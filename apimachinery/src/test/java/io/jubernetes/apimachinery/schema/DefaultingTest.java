package io.jubernetes.apimachinery.schema;

import static io.jubernetes.apimachinery.schema.Trees.DEPLOYMENT;
import static io.jubernetes.apimachinery.schema.Trees.POD;
import static io.jubernetes.apimachinery.schema.Trees.SERVICE;
import static io.jubernetes.apimachinery.schema.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DefaultingTest {

    private static ObjectNode defaulted(String type, String yaml) {
        ObjectNode object = tree(yaml);
        Defaulting.apply(Schema.kubernetes(), type, object);
        return object;
    }

    @Test
    void fillsInAPod() {
        ObjectNode pod = defaulted(
                POD,
                "{spec: {containers: [{name: a, image: i, ports: [{containerPort: 80}],"
                        + " readinessProbe: {httpGet: {port: 80}}}], volumes: [{name: c, configMap: {name: x}}]}}");

        assertThat(pod.at("/spec"))
                .isEqualTo(tree("{containers: [{name: a, image: i, ports: [{containerPort: 80, protocol: TCP}],"
                        + " readinessProbe: {httpGet: {port: 80, path: /, scheme: HTTP}, timeoutSeconds: 1,"
                        + " periodSeconds: 10, successThreshold: 1, failureThreshold: 3},"
                        + " terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File,"
                        + " resources: {}}], volumes: [{name: c, configMap: {name: x, defaultMode: 420}}],"
                        + " dnsPolicy: ClusterFirst, restartPolicy: Always, terminationGracePeriodSeconds: 30,"
                        + " securityContext: {}, schedulerName: default-scheduler, enableServiceLinks: true}"));
    }

    @Test
    void parentsAreNotCreated() {
        assertThat(defaulted(POD, "{metadata: {name: a}}")).isEqualTo(tree("{metadata: {name: a}}"));
    }

    @Test
    void whatIsWrittenStays() {
        assertThat(defaulted(DEPLOYMENT, "{spec: {replicas: 0, strategy: {type: Recreate}}}")
                        .get("spec"))
                .isEqualTo(tree("{replicas: 0, strategy: {type: Recreate}, revisionHistoryLimit: 10,"
                        + " progressDeadlineSeconds: 600}"));
    }

    @Test
    void neighboursDecide() {
        assertThat(defaulted(DEPLOYMENT, "{spec: {strategy: {rollingUpdate: {maxSurge: 1}}}}")
                        .at("/spec/strategy"))
                .isEqualTo(tree("{type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 25%}}"));
        assertThat(defaulted(SERVICE, "{spec: {type: NodePort}}").get("spec"))
                .isEqualTo(tree("{type: NodePort, sessionAffinity: None, internalTrafficPolicy: Cluster,"
                        + " externalTrafficPolicy: Cluster}"));
        assertThat(defaulted(SERVICE, "{spec: {type: ExternalName}}").get("spec"))
                .isEqualTo(tree("{type: ExternalName, sessionAffinity: None}"));
    }

    @Test
    void casesAreTriedInOrder() {
        String job = "io.k8s.api.batch.v1.Job";

        assertThat(defaulted(job, "{spec: {}}").get("spec"))
                .isEqualTo(tree("{completions: 1, parallelism: 1, backoffLimit: 6, completionMode: NonIndexed,"
                        + " suspend: false, manualSelector: false, podReplacementPolicy: TerminatingOrFailed}"));
        assertThat(defaulted(job, "{spec: {parallelism: 2, backoffLimitPerIndex: 1}}")
                        .get("spec"))
                .isEqualTo(tree("{parallelism: 2, backoffLimitPerIndex: 1, backoffLimit: 2147483647,"
                        + " completionMode: NonIndexed, suspend: false, manualSelector: false,"
                        + " podReplacementPolicy: TerminatingOrFailed}"));
    }

    @Test
    void defaultsAreDefaultedToo() {
        ObjectNode once = defaulted(DEPLOYMENT, "{spec: {template: {spec: {containers: [{name: a}]}}}}");
        ObjectNode twice = once.deepCopy();
        Defaulting.apply(Schema.kubernetes(), DEPLOYMENT, twice);

        assertThat(twice).isEqualTo(once);
        assertThat(once.at("/spec/strategy/rollingUpdate/maxSurge").asText()).isEqualTo("25%");
        assertThat(once.at("/spec/template/spec").has("enableServiceLinks")).isFalse();
    }

    @Test
    void zeroDefaultsAreNotWritten() {
        assertThat(defaulted(POD, "{spec: {imagePullSecrets: [{}]}}").at("/spec/imagePullSecrets/0"))
                .isEmpty();
    }
}
