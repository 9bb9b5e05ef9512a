package io.jubernetes.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.patch.StrategicMergePatch;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Before, now and live make a patch; the patch makes of live what was wanted. */
@Timeout(30)
class ThreeWayPatchTest {

    private static final String POD = type("v1", "Pod");
    private static final String SERVICE = type("v1", "Service");
    private static final String DEPLOYMENT = type("apps/v1", "Deployment");

    /** @param type null for a merge patch */
    record Case(String name, @Nullable String type, String before, String now, String live, String patch) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("nothing to do", null, "{a: 1}", "{a: 1}", "{a: 1, b: 2}", "{}"),
                new Case("a value that differs", null, "{a: 1}", "{a: 2}", "{a: 1, b: 2}", "{a: 2}"),
                new Case("what vanished is deleted", null, "{a: 1, b: 2}", "{a: 1}", "{a: 1, b: 2, c: 3}", "{b: null}"),
                new Case("what vanished on both sides", null, "{a: 1, b: 2}", "{a: 1}", "{a: 1}", "{}"),
                new Case("drift is corrected", null, "{a: {b: 1}}", "{a: {b: 1}}", "{a: {b: 9, c: 1}}", "{a: {b: 1}}"),
                new Case("lists of unknown types go as a whole", null, "{}", "{a: [1, 2]}", "{a: [1]}", "{a: [1, 2]}"),
                new Case(
                        "null that the server filled in",
                        null,
                        "{}",
                        "{metadata: {creationTimestamp: null}}",
                        "{metadata: {creationTimestamp: x}}",
                        "{}"),
                new Case(
                        "an item is changed by its key",
                        POD,
                        "{spec: {containers: [{name: a, image: x}]}}",
                        "{spec: {containers: [{name: a, image: y}]}}",
                        "{spec: {containers: [{name: a, image: x, tty: true}, {name: side, image: z}]}}",
                        "{spec: {containers: [{image: y, name: a}], $setElementOrder/containers: [{name: a}]}}"),
                new Case(
                        "an item that vanished is deleted by its key",
                        POD,
                        "{spec: {containers: [{name: a}, {name: b}]}}",
                        "{spec: {containers: [{name: a}]}}",
                        "{spec: {containers: [{name: a}, {name: b}]}}",
                        "{spec: {containers: [{$patch: delete, name: b}], $setElementOrder/containers: [{name: a}]}}"),
                new Case(
                        "scalars of a set",
                        POD,
                        "{metadata: {finalizers: [a, b]}}",
                        "{metadata: {finalizers: [a, c]}}",
                        "{metadata: {finalizers: [a, b, other]}}",
                        "{metadata: {$deleteFromPrimitiveList/finalizers: [b], finalizers: [c], "
                                + "$setElementOrder/finalizers: [a, c]}}"),
                new Case(
                        "one port number with two protocols",
                        SERVICE,
                        "{spec: {ports: [{port: 53, protocol: UDP, name: u}, {port: 53, protocol: TCP, name: t}]}}",
                        "{spec: {ports: [{port: 53, protocol: UDP, name: u}, {port: 53, protocol: TCP, name: t2}]}}",
                        "{spec: {ports: [{port: 53, protocol: UDP, name: u}, {port: 53, protocol: TCP, name: t}]}}",
                        "{spec: {ports: [{name: t2, port: 53, protocol: TCP}], "
                                + "$setElementOrder/ports: [{port: 53}, {port: 53}]}}"),
                new Case(
                        "another kind of strategy keeps nothing of the one before",
                        DEPLOYMENT,
                        "{spec: {strategy: {type: RollingUpdate}}}",
                        "{spec: {strategy: {type: Recreate}}}",
                        "{spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}}",
                        "{spec: {strategy: {type: Recreate, $retainKeys: [type]}}}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void patchSaysWhatIsToChange(Case c) {
        ObjectNode patch =
                ThreeWayPatch.create(Schema.kubernetes(), c.type(), tree(c.before()), tree(c.now()), tree(c.live()));
        assertThat(patch).isEqualTo(tree(c.patch()));
    }

    @Test
    void applyingItOnceMoreFindsNothingToDo() {
        ObjectNode before = tree("{spec: {containers: [{name: a, env: [{name: X, value: '1'}]}, {name: b}]}}");
        ObjectNode now = tree("{spec: {containers: [{name: a, env: [{name: Y, value: '2'}]}]}}");
        ObjectNode live = tree("{spec: {containers: [{name: a, env: [{name: X, value: '1'}]}, {name: b}, {name: z}]}}");
        Schema schema = Schema.kubernetes();
        ObjectNode patch = ThreeWayPatch.create(schema, POD, before, now, live);
        ObjectNode result = StrategicMergePatch.apply(schema, POD, live, patch);
        assertThat(result)
                .isEqualTo(tree("{spec: {containers: [{name: a, env: [{name: Y, value: '2'}]}, {name: z}]}}"));
        assertThat(ThreeWayPatch.create(schema, POD, now, now, result)).isEmpty();
    }

    @Test
    void annotationIsKubectlsByteForByte() {
        ObjectNode annotated = LastApplied.annotated(tree("{kind: A, data: {b: '<&>', a: x}, metadata: {name: web}}"));
        assertThat(annotated
                        .path("metadata")
                        .path("annotations")
                        .path(LastApplied.ANNOTATION)
                        .asText())
                .isEqualTo("{\"data\":{\"a\":\"x\",\"b\":\"\\u003c\\u0026\\u003e\"},\"kind\":\"A\","
                        + "\"metadata\":{\"annotations\":{},\"name\":\"web\"}}\n");
    }

    private static ObjectNode tree(String yaml) {
        return Yaml.decode(yaml.getBytes(StandardCharsets.UTF_8)).object();
    }

    private static String type(String apiVersion, String kind) {
        ResourceType type = Catalogue.kubernetes().findKind(apiVersion, kind);
        return Objects.requireNonNull(type).schemaType();
    }
}
