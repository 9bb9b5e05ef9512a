package io.jubernetes.apimachinery.patch;

import static io.jubernetes.apimachinery.schema.Trees.POD;
import static io.jubernetes.apimachinery.schema.Trees.SERVICE;
import static io.jubernetes.apimachinery.schema.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.schema.Schema;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class StrategicMergePatchTest {

    private static final String CONTAINERS = "{spec: {containers: [{name: a, image: 1}, {name: b, image: 2}]}}";

    record Case(String name, String original, String patch, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.concat(ofItems(), ofDirectives());
    }

    private static Stream<Case> ofItems() {
        return Stream.of(
                new Case(
                        "items merge by key",
                        CONTAINERS,
                        "{spec: {containers: [{name: b, image: 3}, {name: c, image: 4}]}}",
                        "{spec: {containers: [{name: a, image: 1}, {name: b, image: 3}, {name: c, image: 4}]}}"),
                new Case(
                        "an item is deleted",
                        CONTAINERS,
                        "{spec: {containers: [{name: a, $patch: delete}]}}",
                        "{spec: {containers: [{name: b, image: 2}]}}"),
                new Case(
                        "a list is replaced",
                        CONTAINERS,
                        "{spec: {containers: [{$patch: replace}, {name: c}]}}",
                        "{spec: {containers: [{name: c}]}}"),
                new Case(
                        "a list gets its order",
                        CONTAINERS,
                        "{spec: {$setElementOrder/containers: [{name: c}, {name: b}, {name: a}], containers: [{name: c}]}}",
                        "{spec: {containers: [{name: c}, {name: b, image: 2}, {name: a, image: 1}]}}"),
                new Case(
                        "items of the server keep their place",
                        "{spec: {containers: [{name: s}, {name: a}, {name: t}, {name: b}]}}",
                        "{spec: {$setElementOrder/containers: [{name: a}, {name: b}]}}",
                        "{spec: {containers: [{name: s}, {name: a}, {name: t}, {name: b}]}}"),
                new Case(
                        "null removes",
                        "{spec: {nodeName: x, hostname: y}}",
                        "{spec: {nodeName: null}}",
                        "{spec: {hostname: y}}"));
    }

    private static Stream<Case> ofDirectives() {
        return Stream.of(
                new Case(
                        "an object is replaced",
                        "{spec: {securityContext: {runAsUser: 1, fsGroup: 2}}}",
                        "{spec: {securityContext: {$patch: replace, fsGroup: 3}}}",
                        "{spec: {securityContext: {fsGroup: 3}}}"),
                new Case(
                        "an object is emptied",
                        "{spec: {securityContext: {runAsUser: 1}}}",
                        "{spec: {securityContext: {$patch: delete}}}",
                        "{spec: {securityContext: {}}}"),
                new Case(
                        "keys are retained",
                        "{spec: {volumes: [{name: v, emptyDir: {}}]}}",
                        "{spec: {volumes: [{name: v, $retainKeys: [name, hostPath], hostPath: {path: /x}}]}}",
                        "{spec: {volumes: [{name: v, hostPath: {path: /x}}]}}"),
                new Case(
                        "scalars merge and are deleted",
                        "{metadata: {finalizers: [a, b]}}",
                        "{metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [c, b]}}",
                        "{metadata: {finalizers: [b, c]}}"),
                new Case(
                        "lists without strategy are replaced",
                        "{spec: {containers: [{name: a, command: [x, y]}]}}",
                        "{spec: {containers: [{name: a, command: [z]}]}}",
                        "{spec: {containers: [{name: a, command: [z]}]}}"),
                new Case(
                        "maps merge",
                        "{metadata: {labels: {a: b, c: d}}}",
                        "{metadata: {labels: {a: null, e: f}}}",
                        "{metadata: {labels: {c: d, e: f}}}"),
                new Case(
                        "what is new has no directives in it",
                        "{}",
                        "{spec: {$retainKeys: [containers], containers: [{name: a, lifecycle: {$patch: replace, preStop: null}}]}}",
                        "{spec: {containers: [{name: a, lifecycle: {}}]}}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void patchesAPod(Case c) {
        ObjectNode original = tree(c.original());
        JsonNode patched = StrategicMergePatch.apply(Schema.kubernetes(), POD, original, tree(c.patch()));

        assertThat(patched).isEqualTo(tree(c.expected()));
        assertThat(original).isEqualTo(tree(c.original()));
    }

    @Test
    void portsOfOneNumberStayApart() {
        ObjectNode service =
                tree("{spec: {ports: [{port: 53, protocol: TCP, name: t}, {port: 53, protocol: UDP, name: u}]}}");
        ObjectNode patch = tree("{spec: {ports: [{port: 53, protocol: UDP, targetPort: 5}]}}");

        assertThat(StrategicMergePatch.apply(Schema.kubernetes(), SERVICE, service, patch))
                .isEqualTo(tree("{spec: {ports: [{port: 53, protocol: TCP, name: t},"
                        + " {port: 53, protocol: UDP, name: u, targetPort: 5}]}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{spec: {containers: [{image: x}]}}",
                "{spec: {containers: [x]}}",
                "{spec: {$patch: explode}}",
                "{spec: {$patch: 1}}",
                "{metadata: {$deleteFromPrimitiveList/finalizers: x}}",
                "{spec: {$retainKeys: [a], hostname: b}}"
            })
    void refusesWhatIsNoPatch(String patch) {
        assertThatThrownBy(() -> StrategicMergePatch.apply(Schema.kubernetes(), POD, tree(CONTAINERS), tree(patch)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(400));
    }
}
