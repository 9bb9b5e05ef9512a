package io.jubernetes.testing.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operator's author at work with kubectl: a definition, its objects, and the end of both. */
@Timeout(180)
class CustomResourceSessionTest {

    private static final String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: crontabs.stable.example.com
            spec:
              group: stable.example.com
              scope: Namespaced
              names: {plural: crontabs, kind: CronTab, shortNames: [ct], categories: [all]}
              versions:
              - name: v1
                served: true
                storage: true
                subresources:
                  status: {}
                  scale: {specReplicasPath: .spec.replicas, statusReplicasPath: .status.replicas}
                additionalPrinterColumns:
                - {name: Spec, type: string, jsonPath: .spec.cronSpec}
                - {name: Replicas, type: integer, jsonPath: .spec.replicas}
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        description: When and how often.
                        x-kubernetes-validations:
                        - {rule: '!has(self.steps) || self.steps.size() < 3', message: at most two steps}
                        - {rule: '!has(oldSelf.cronSpec) || has(self.cronSpec)', message: must stay, fieldPath: .cronSpec}
                        properties:
                          cronSpec: {type: string, description: When it runs., pattern: '^[0-9*/ ]+$'}
                          replicas: {type: integer, minimum: 1, maximum: 10, default: 1}
                          steps:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [name]
                            items:
                              type: object
                              required: [name]
                              properties: {name: {type: string}, image: {type: string}}
                      status: {type: object, properties: {replicas: {type: integer}}}
            """;

    private static String cronTab(String spec) {
        return "{apiVersion: stable.example.com/v1, kind: CronTab, metadata: {name: mine}, spec: " + spec + "}";
    }

    private static TestCluster cluster;
    private static Kubectl kubectl;

    @BeforeAll
    static void start() {
        Tools.requireBuilt();
        cluster = TestCluster.start(Tools.anyKubectl(), "server");
        kubectl = cluster.kubectl();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void definesUsesAndDeletes() {
        apply(DEFINITION);
        kubectl.ask("wait", "--for=condition=Established", "crd/crontabs.stable.example.com", "--timeout=10s");
        create(cronTab("{cronSpec: '* * * * */5', steps: [{name: a, image: one}]}"));
        assertThat(kubectl.ask("get", "ct")).containsPattern("NAME +SPEC +REPLICAS\\s+mine +\\* \\* \\* \\* \\*/5 +1");
        assertThat(kubectl.ask("get", "all")).contains("crontab.stable.example.com/mine");
        assertThat(kubectl.ask("explain", "crontab.spec")).contains("When and how often.", "cronSpec", "When it runs.");
        writes();
        assertThat(kubectl.ask("delete", "crd", "crontabs.stable.example.com"))
                .isEqualTo("customresourcedefinition.apiextensions.k8s.io \"crontabs.stable.example.com\" deleted");
        assertThat(kubectl.refused("get", "crontabs")).contains("crontabs");
    }

    @Test
    void servesWhatAnOperatorPublishes() {
        kubectl.ask("create", "-f", Tools.definitions().toString());
        kubectl.ask("wait", "--for=condition=Established", "crd", "--all", "--timeout=20s");
        assertThat(kubectl.ask("explain", "flinkdeployment.spec.podTemplate.spec.containers.image"))
                .contains("FIELD: image <string>");
        String job = "{jarURI: 'local:///x.jar', parallelism: %s}";
        String deployment = "{apiVersion: flink.apache.org/v1beta1, kind: FlinkDeployment, metadata: {name: basic},"
                + " spec: {flinkVersion: v1_20, image: 'flink:1.20', job: " + job + "}}";
        apply(deployment.formatted("2"));
        assertThat(apply(deployment.formatted("4"))).isEqualTo("flinkdeployment.flink.apache.org/basic configured");
        assertThat(kubectl.command("apply", "-f", "-")
                        .input(deployment.formatted("many"))
                        .run()
                        .failed()
                        .err())
                .contains("spec.job.parallelism in body must be of type integer: \"string\"");
        kubectl.ask("delete", "-f", Tools.definitions().toString());
    }

    private static void writes() {
        assertThat(kubectl.command("apply", "-f", "-")
                        .input(cronTab("{bogus: 1}"))
                        .run()
                        .failed()
                        .err())
                .contains("unknown field \"spec.bogus\"");
        rules();
        String changed = cronTab("{cronSpec: '1 2', steps: [{name: a, image: three}]}");
        assertThat(apply(changed)).isEqualTo("crontab.stable.example.com/mine configured");
        assertThat(kubectl.refused("patch", "ct", "mine", "--type=merge", "-p", "{\"spec\":{\"replicas\":11}}"))
                .contains("spec.replicas: Invalid value: 11: spec.replicas in body should be less than or equal to 10");
        kubectl.ask("scale", "ct", "mine", "--replicas=3");
        assertThat(kubectl.ask("get", "ct", "mine", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("3");
        for (String manager : new String[] {"a", "b"}) {
            String one = cronTab("{steps: [{name: " + manager + ", image: x}]}").replace("mine", "shared");
            kubectl.command("apply", "--server-side", "--field-manager=" + manager, "-f", "-")
                    .input(one)
                    .run()
                    .succeeded();
        }
        assertThat(kubectl.ask("get", "ct", "shared", "-o", "jsonpath={.spec.steps[*].name}"))
                .isEqualTo("a b");
        kubectl.ask(
                "patch", "ct", "mine", "--subresource=status", "--type=merge", "-p", "{\"status\":{\"replicas\":3}}");
        assertThat(kubectl.ask("get", "ct", "mine", "-o", "jsonpath={.status.replicas}"))
                .isEqualTo("3");
        assertThat(kubectl.ask("label", "ct", "mine", "a=b")).isEqualTo("crontab.stable.example.com/mine labeled");
    }

    private static void rules() {
        assertThat(refused(cronTab("{steps: [{name: a}, {name: b}, {name: c}]}").replace("mine", "long")))
                .isEqualTo("The CronTab \"long\" is invalid: spec: Invalid value: at most two steps");
        assertThat(kubectl.refused("patch", "ct", "mine", "--type=merge", "-p", "{\"spec\":{\"cronSpec\":null}}"))
                .contains("spec.cronSpec: Invalid value: must stay");
        assertThat(refused(DEFINITION.replace("crontabs", "others").replace("self.steps.size()", "self.stages.size()")))
                .contains("x-kubernetes-validations[0].rule: Invalid value: ", "undefined field 'stages'");
    }

    private static String refused(String manifest) {
        return kubectl.command("create", "-f", "-")
                .input(manifest)
                .run()
                .failed()
                .err()
                .strip();
    }

    private static String apply(String manifest) {
        return kubectl.command("apply", "-f", "-")
                .input(manifest)
                .run()
                .succeeded()
                .out()
                .strip();
    }

    private static void create(String manifest) {
        kubectl.command("create", "-f", "-").input(manifest).run().succeeded();
    }
}
