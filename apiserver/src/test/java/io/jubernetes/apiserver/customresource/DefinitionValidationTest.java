package io.jubernetes.apiserver.customresource;

import static io.jubernetes.apiserver.customresource.CrdContext.DEFINITIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused in definitions, in the words that their authors know. */
@Timeout(120)
class DefinitionValidationTest {

    private static final String AT = "spec.validation.openAPIV3Schema";
    private static CrdContext context;

    @BeforeAll
    static void open() {
        context = new CrdContext();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    record Case(String schema, String message) {}

    static Stream<Case> schemas() {
        return Stream.of(
                new Case("{}", AT + ".type: Required value: must not be empty at the root"),
                new Case("{type: string}", AT + ".type: Invalid value: \"string\": must be object at the root"),
                new Case(
                        "{type: object, properties: {spec: {description: x}}}",
                        AT + ".properties[spec].type: Required value: must not be empty for specified object fields"),
                new Case(
                        "{type: object, properties: {a: {type: array}}}",
                        AT + ".properties[a].items: Required value: must be specified"),
                new Case(
                        "{type: object, properties: {a: {type: object, properties: {b: {type: string}},"
                                + " additionalProperties: {type: string}}}}",
                        AT + ".properties[a].additionalProperties: Forbidden: additionalProperties and properties are"
                                + " mutual exclusive"),
                new Case(
                        "{type: object, properties: {a: {type: object, oneOf: [{properties: {b: {minimum: 1}}}]}}}",
                        AT + ".properties[a].properties[b]: Required value: because it is defined in " + AT
                                + ".properties[a].oneOf[0].properties[b]"),
                new Case(
                        "{type: object, properties: {a: {type: string, anyOf: [{type: string}]}}}",
                        AT + ".properties[a].anyOf[0].type: Forbidden: must be empty to be structural"),
                new Case(
                        "{type: object, properties: {a: {type: string, pattern: '('}}}",
                        AT + ".properties[a].pattern: Invalid value: \"(\": must be a valid regular expression"),
                new Case(
                        "{type: object, properties: {a: {type: integer, maximum: 3, default: 5}}}",
                        AT + ".properties[a].default: Invalid value: 5: " + AT
                                + ".properties[a].default in body should be less than or equal to 3"),
                new Case(
                        "{type: object, properties: {a: {type: array, x-kubernetes-list-type: map, items: {type: object,"
                                + " properties: {k: {type: string}}}}}}",
                        AT + ".properties[a].x-kubernetes-list-map-keys: Required value: must not be empty if"
                                + " x-kubernetes-list-type is map"),
                new Case(
                        "{type: object, properties: {metadata: {type: object, properties: {labels: {type: object}}}}}",
                        AT + ".properties[metadata]: Forbidden: must not specify anything other than name and"
                                + " generateName, but metadata is implicitly specified"),
                new Case(
                        "{type: object, properties: {a: {type: 'null'}}}",
                        AT + ".properties[a].type: Forbidden: type cannot be set to null"));
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void refusesWhatIsNotStructural(Case one) {
        Answer refused = context.create(CrdContext.definition("wrongs", "Wrong", one.schema()));
        assertThat(refused.status()).as(refused.message()).isEqualTo(422);
        assertThat(refused.message()).contains(one.message());
    }

    @Test
    void namesScopeAndVersionsMustFit() {
        ObjectNode definition = CrdContext.definition("widgets", "Widget", "{type: object}", "{type: object}");
        CrdContext.version(definition, 1).put("storage", true).put("name", "V2");
        ((ObjectNode) definition.at("/metadata")).put("name", "other.example.com");
        ((ObjectNode) definition.at("/spec")).put("scope", "World");
        ((ObjectNode) definition.at("/spec/names")).put("listKind", "Widget");
        assertThat(context.create(definition).message())
                .contains(
                        "metadata.name: Invalid value: \"other.example.com\": must be spec.names.plural+\".\"+spec.group")
                .contains("spec.scope: Unsupported value: \"World\": supported values: \"Cluster\", \"Namespaced\"")
                .contains("spec.versions[1].name: Invalid value: \"V2\": a DNS-1035 label must consist of")
                .contains("must have exactly one version marked as storage version")
                .contains("spec.names.listKind: Invalid value: \"Widget\": kind and listKind may not be the same");
    }

    @Test
    void protectedGroupsNeedApproval() {
        ObjectNode definition = CrdContext.definition("widgets", "Widget", "{type: object}");
        ((ObjectNode) definition.at("/metadata")).put("name", "widgets.x.k8s.io");
        ((ObjectNode) definition.at("/spec")).put("group", "x.k8s.io");
        assertThat(context.create(definition).message())
                .isEqualTo("CustomResourceDefinition.apiextensions.k8s.io \"widgets.x.k8s.io\" is invalid:"
                        + " metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have"
                        + " approval annotation \"api-approved.kubernetes.io\", see"
                        + " https://github.com/kubernetes/enhancements/pull/1111");
    }

    @Test
    void whereObjectsLieCannotChange() {
        context.establish(CrdContext.definition("stables", "Stable", "{type: object}"));
        Answer stored = context.server.get(DEFINITIONS + "/stables.example.com").ok();
        ((ObjectNode) stored.at("/spec")).put("scope", "Cluster");
        ((ObjectNode) stored.at("/spec/names")).put("kind", "Other");
        Answer refused = context.server.put(
                DEFINITIONS + "/stables.example.com", stored.body().toString());
        assertThat(refused.message())
                .contains("spec.scope: Invalid value: \"Cluster\": field is immutable")
                .contains("spec.names.kind: Invalid value: \"Other\": field is immutable");
    }
}
