package io.jubernetes.apimachinery.schema;

import static io.jubernetes.apimachinery.schema.Trees.DEPLOYMENT;
import static io.jubernetes.apimachinery.schema.Trees.POD;
import static io.jubernetes.apimachinery.schema.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class FieldValidationTest {

    private final Schema schema = Schema.kubernetes();

    private List<String> problems(String type, String yaml) {
        return FieldValidation.validate(schema, type, tree(yaml)).stream()
                .map(c -> c.field() + ": " + c.message())
                .toList();
    }

    @Test
    void findsUnknownFieldsWithTheirPaths() {
        ObjectNode pod =
                tree("{spec: {foo: 1, containers: [{name: a, imag: x}], nodeSelector: {any: thing}}, top: {a: b}}");

        assertThat(FieldValidation.unknownFields(schema, POD, pod))
                .containsExactly(
                        "unknown field \"spec.foo\"",
                        "unknown field \"spec.containers[0].imag\"",
                        "unknown field \"top\"");
        Pruning.apply(schema, POD, pod);
        assertThat(pod)
                .hasToString("{\"spec\":{\"containers\":[{\"name\":\"a\"}],\"nodeSelector\":{\"any\":\"thing\"}}}");
    }

    @Test
    void inlinedTypesAreKnown() {
        String pod = "{spec: {volumes: [{name: v, emptyDir: {}}, {name: c, configMap: {name: x, defaultMode: 420}}],"
                + " containers: [{name: a, livenessProbe: {exec: {command: [x]}, periodSeconds: 1}}]}}";

        assertThat(FieldValidation.unknownFields(schema, POD, tree(pod))).isEmpty();
    }

    @Test
    void saysTypeMismatchesInGosWords() {
        assertThat(FieldValidation.decodeError(schema, DEPLOYMENT, tree("{spec: {replicas: three}}")))
                .isEqualTo(
                        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"
                                + " (spec.replicas: \"three\")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{spec: []}|cannot unmarshal array into Go struct field Pod.spec of type v1.PodSpec",
                "{spec: {containers: {}}}|cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container",
                "{spec: {containers: [{ports: [{containerPort: 1.5}]}]}}|"
                        + "cannot unmarshal number 1.5 into Go struct field ContainerPort.spec.containers.ports.containerPort"
                        + " of type int32 (spec.containers[0].ports[0].containerPort: 1.5)",
                "{spec: {terminationGracePeriodSeconds: 99999999999999999999}}|of type int64",
                "{metadata: {labels: {a: 1}}}|"
                        + "cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"
                        + " (metadata.labels.a: 1)",
                "{spec: {hostNetwork: 1}}|of type bool",
                "{spec: {containers: [{resources: {limits: {cpu: abc}}}]}}|quantities must match the regular expression",
                "{spec: {containers: [{resources: {limits: {cpu: true}}}]}}|of type resource.Quantity",
                "{metadata: {creationTimestamp: yesterday}}|parsing time \"yesterday\"",
                "{spec: {containers: [{livenessProbe: {tcpSocket: {port: 1.5}}}]}}|of type intstr.IntOrString"
            })
    void refusesWrongTypes(String pod, String expected) {
        assertThat(FieldValidation.decodeError(schema, POD, tree(pod))).contains(expected);
    }

    @Test
    void refusalNamesTheKind() {
        ResourceType pods = Objects.requireNonNull(Catalogue.kubernetes().find("", "v1", "pods"));

        assertThatThrownBy(() -> FieldValidation.requireDecodable(schema, pods, tree("{spec: 1}")))
                .isInstanceOf(ApiException.class)
                .hasMessageStartingWith(
                        "Pod in version \"v1\" cannot be handled as a Pod: json: cannot unmarshal number");
    }

    @Test
    void nullIsUnset() {
        ObjectNode pod =
                tree("{metadata: {creationTimestamp: null, labels: {a: null}}, spec: null, status: {phase: null}}");

        assertThat(FieldValidation.decodeError(schema, POD, pod)).isNull();
        Normalization.apply(schema, POD, pod);
        assertThat(pod).hasToString("{\"metadata\":{\"labels\":{\"a\":\"\"}},\"status\":{}}");
    }

    @Test
    void storesCanonicalForms() {
        ObjectNode pod =
                tree("{metadata: {creationTimestamp: '2026-01-02T03:04:05+01:00'}, spec: {containers: [{args: [null],"
                        + " resources: {limits: {cpu: 0.5, memory: 1024Mi, pods: 3}}}]}}");
        Normalization.apply(schema, POD, pod);

        assertThat(pod.at("/metadata/creationTimestamp").asText()).isEqualTo("2026-01-02T02:04:05Z");
        assertThat(pod.at("/spec/containers/0/resources/limits"))
                .hasToString("{\"cpu\":\"500m\",\"memory\":\"1Gi\",\"pods\":\"3\"}");
        assertThat(pod.at("/spec/containers/0/args")).hasToString("[\"\"]");
    }

    @Test
    void asksForWhatIsMissing() {
        assertThat(problems(POD, "{metadata: {name: a}}")).containsExactly("spec.containers: Required value");
        assertThat(problems(POD, "{spec: {containers: [{image: '', ports: [{}]}]}}"))
                .containsExactlyInAnyOrder(
                        "spec.containers[0].name: Required value",
                        "spec.containers[0].image: Required value",
                        "spec.containers[0].ports[0].containerPort: Required value");
        assertThat(problems(DEPLOYMENT, "{}"))
                .containsExactlyInAnyOrder(
                        "spec.selector: Required value", "spec.template.spec.containers: Required value");
    }

    @Test
    void closedSetsAreClosed() {
        assertThat(
                        FieldValidation.validate(
                                schema,
                                POD,
                                tree(
                                        "{spec: {restartPolicy: Sometimes, containers: [{name: a, image: i, imagePullPolicy: ''}]}}")))
                .containsExactly(new StatusCause(
                        "FieldValueNotSupported",
                        "Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\", \"OnFailure\"",
                        "spec.restartPolicy"));
    }

    @Test
    void statusIsNotLookedAt() {
        assertThat(problems(POD, "{spec: {containers: [{name: a, image: i}]}, status: {phase: Odd, conditions: [{}]}}"))
                .isEmpty();
    }

    @Test
    void strictDecodingErrorsAreJoined() {
        assertThat(FieldValidation.strictDecodingError(List.of("unknown field \"a\"", "duplicate field \"b\"")))
                .isEqualTo("strict decoding error: unknown field \"a\", duplicate field \"b\"");
    }
}
