package io.jubernetes.apiserver.schemarule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rules say of objects: each case has the schema of a field {@code a}, what it is, what it was, and what is wrong. */
@Timeout(120)
class RuleEvaluationTest {

    /** @param was null when the object is new */
    record Case(String schema, String is, @Nullable String was, String... wrong) {}

    private static Case ok(String schema, String is) {
        return new Case(schema, is, null);
    }

    private static Case wrong(String schema, String is, String... wrong) {
        return new Case(schema, is, null, wrong);
    }

    private static String rule(String type, String rule) {
        return "{" + type + ", x-kubernetes-validations: [{rule: \"" + rule + "\"}]}";
    }

    private static final String INT = "type: integer";
    private static final String TEXT = "type: string";
    private static final String OBJECT =
            "type: object, properties: {x: {type: integer}, w: {type: integer, nullable: true}}";

    static Stream<Case> messages() {
        String full =
                "{type: object, properties: {x: {type: integer}, b: {type: string}}, x-kubernetes-validations: [{rule:"
                        + " 'self.x > 1', %s}]}";
        return Stream.of(
                ok(rule(INT, "self > 1"), "2"),
                wrong(rule(INT, "self > 1"), "1", "a: Invalid value: 1: failed rule: self > 1"),
                wrong(rule(TEXT, "self == 'x'"), "z", "a: Invalid value: \"z\": failed rule: self == 'x'"),
                wrong(full.formatted("message: ' too small '"), "{x: 1}", "a: Invalid value: too small"),
                wrong(
                        full.formatted("messageExpression: \"'%s is too small'.format([string(self.x)])\""),
                        "{x: 1}",
                        "a: Invalid value: 1 is too small"),
                wrong(
                        full.formatted("message: plain, messageExpression: \"self.b\""),
                        "{x: 1}",
                        "a: Invalid value: plain"),
                wrong(full.formatted("message: m, reason: FieldValueForbidden"), "{x: 1}", "a: Forbidden: m"),
                wrong(full.formatted("message: m, reason: FieldValueRequired"), "{x: 1}", "a: Required value: m"),
                wrong(full.formatted("message: m, reason: FieldValueDuplicate"), "{x: 1}", "a: Duplicate value"),
                wrong(full.formatted("message: m, fieldPath: .b"), "{x: 1}", "a.b: Invalid value: m"),
                wrong(
                        rule(OBJECT, "self.x / self.w > 1"),
                        "{x: 1, w: 0}",
                        "a: Invalid value: \"object\": division by zero evaluating rule: self.x / self.w > 1"),
                wrong(
                        rule(OBJECT, "self.x > self.w"),
                        "{x: 1}",
                        "a: Invalid value: \"object\": no such key: w evaluating rule: self.x > self.w"),
                wrong(
                        rule("x-kubernetes-int-or-string: true", "self > 1"),
                        "abc",
                        "a: Invalid value: \"\": 'no such overload': call arguments did not match a supported operator,"
                                + " function or macro signature for rule: self > 1"));
    }

    static Stream<Case> types() {
        String names =
                "type: object, properties: {name-space: {type: integer}, namespace: {type: integer}, a.b: {type: integer},"
                        + " c/d: {type: integer}, e__f: {type: integer}}";
        return Stream.of(
                ok(
                        rule(
                                names,
                                "self.name__dash__space + self.__namespace__ + self.a__dot__b + self.c__slash__d +"
                                        + " self.e__underscores__f == 15"),
                        "{name-space: 1, namespace: 2, a.b: 3, c/d: 4, e__f: 5}"),
                ok(rule("type: string, format: date", "self.getFullYear() == 2020"), "'2020-03-04'"),
                ok(rule("type: string, format: date-time", "self.getHours() == 5"), "'2020-03-04T05:06:07Z'"),
                ok(rule("type: string, format: duration", "self < duration('72h')"), "2d"),
                ok(rule("type: string, format: byte", "self == b'abc'"), "YWJj"),
                ok(rule("type: number", "self == 2.0"), "2"),
                ok(rule("x-kubernetes-int-or-string: true", "type(self) == int ? self > 1 : self.endsWith('%')"), "5%"),
                ok(rule("x-kubernetes-int-or-string: true", "type(self) == int ? self > 1 : self.endsWith('%')"), "5"),
                ok(rule("type: object, additionalProperties: {type: integer}", "self.all(k, self[k] > 1)"), "{b-c: 2}"),
                ok(rule(OBJECT, "!has(self.w)"), "{w: null}"),
                ok(
                        rule(
                                "type: array, items: {nullable: true, " + OBJECT + "}",
                                "self[0] == null && self[1] != null"),
                        "[null, {}]"),
                ok(
                        rule(
                                "type: object, x-kubernetes-preserve-unknown-fields: true, properties: {x: {type: integer}}",
                                "self.x == 1"),
                        "{x: 1, z: {q: 1}}"),
                ok(
                        rule(
                                "type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true",
                                "self.kind == 'K' && self.metadata.name == 'me' && self.apiVersion == 'v1'"),
                        "{apiVersion: v1, kind: K, metadata: {name: me, labels: {a: b}}}"),
                wrong(
                        "{type: object, additionalProperties: {type: integer, x-kubernetes-validations: [{rule: self > 1}]}}",
                        "{k: 1}",
                        "a[k]: Invalid value: 1: failed rule: self > 1"),
                wrong(
                        "{type: array, items: {type: integer, x-kubernetes-validations: [{rule: self > 1}]}}",
                        "[5, 1]",
                        "a[1]: Invalid value: 1: failed rule: self > 1"));
    }

    static Stream<Case> transitions() {
        String immutable = rule(INT, "self == oldSelf");
        String set = "type: array, x-kubernetes-list-type: set, items: {type: string}";
        String keyed =
                "type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object, required:"
                        + " [k], properties: {k: {type: string}, v: {type: integer%s}}}";
        String each = ", x-kubernetes-validations: [{rule: self >= oldSelf}]";
        String optional =
                "{type: integer, x-kubernetes-validations: [{rule: 'oldSelf.hasValue() || self == 1', optionalOldSelf:"
                        + " true}]}";
        return Stream.of(
                ok(immutable, "5"),
                new Case(immutable, "5", "5"),
                new Case(immutable, "5", "6", "a: Invalid value: 5: failed rule: self == oldSelf"),
                new Case(rule(set, "self == oldSelf"), "[x, w]", "[w, x]"),
                new Case(
                        rule(set, "oldSelf.all(x, x in self)"),
                        "[x]",
                        "[x, w]",
                        "a: Invalid value: failed rule: oldSelf.all(x, x in self)"),
                new Case(rule(set, "size(self + oldSelf) == 3"), "[x, w]", "[w, z]"),
                new Case(
                        rule(keyed.formatted(""), "self == oldSelf"),
                        "[{k: a, v: 1}, {k: b, v: 2}]",
                        "[{k: b, v: 2}, {k: a, v: 1}]"),
                new Case(
                        "{" + keyed.formatted(each) + "}",
                        "[{k: b, v: 3}, {k: c, v: 0}]",
                        "[{k: a, v: 9}, {k: b, v: 2}]"),
                new Case(
                        "{" + keyed.formatted(each) + "}",
                        "[{k: b, v: 1}]",
                        "[{k: a, v: 0}, {k: b, v: 2}]",
                        "a[0].v: Invalid value: 1: failed rule: self >= oldSelf"),
                wrong(optional, "2", "a: Invalid value: 2: failed rule: oldSelf.hasValue() || self == 1"),
                new Case(optional, "2", "1"));
    }

    static Stream<Case> unchanged() {
        String part =
                "{type: object, properties: {x: {type: integer, x-kubernetes-validations: [{rule: self > 1}]}, w: {type:"
                        + " integer}}}";
        String atomic =
                "{type: array, x-kubernetes-list-type: atomic, items: {type: integer, x-kubernetes-validations: [{rule:"
                        + " self > 1}]}}";
        return Stream.of(
                new Case(part, "{x: 1, w: 2}", "{x: 1, w: 1}"),
                new Case(part, "{x: 0, w: 1}", "{x: 1, w: 1}", "a.x: Invalid value: 0: failed rule: self > 1"),
                new Case(atomic, "[1]", "[1]"),
                new Case(atomic, "[1, 2]", "[1]", "a[0]: Invalid value: 1: failed rule: self > 1"));
    }

    @ParameterizedTest
    @MethodSource({"messages", "types", "transitions", "unchanged"})
    void says(Case one) {
        JsonNode schema = yaml("{type: object, properties: {a: " + one.schema + "}}");
        ObjectNode old = one.was == null ? null : yaml("{a: " + one.was + "}");

        assertThat(validate(schema, yaml("{a: " + one.is + "}"), old)).containsExactly(one.wrong);
    }

    @Test
    void knowsNamesOfWholeObjects() {
        JsonNode schema =
                yaml("{type: object, x-kubernetes-validations: [{rule: \"self.metadata.name.startsWith('x')\"}]}");

        assertThat(validate(schema, yaml("{apiVersion: v1, kind: K, metadata: {name: me}}"), null))
                .containsExactly("<nil>: Invalid value: failed rule: self.metadata.name.startsWith('x')");
    }

    @Test
    void endsWhenAllRulesTogetherCostTooMuch() {
        String rule = "{rule: 'lists.range(300).all(x, lists.range(300).all(y, x + y >= 0))'}";
        JsonNode schema =
                yaml("{type: object, properties: {a: {type: array, items: {type: integer, x-kubernetes-validations: ["
                        + rule + "]}}}}");

        assertThat(validate(schema, yaml("{a: [" + "1,".repeat(40) + "1]}"), null))
                .singleElement()
                .asString()
                .contains(
                        "validation failed due to running out of cost budget, no further validation rules will be run");
    }

    @Test
    void whatIsToleratedIsWarnedOf() {
        JsonNode schema = yaml("{type: object, properties: {a: {type: integer, x-kubernetes-validations: ["
                + "{rule: self > 5, message: too small}]}, b: {type: integer}}}");
        List<String> warnings = new ArrayList<>();

        assertThat(new SchemaRules(() -> schema).validate(yaml("{a: 1, b: 2}"), yaml("{a: 1, b: 1}"), warnings::add))
                .isEmpty();
        assertThat(warnings).containsExactly("a: Invalid value: 1: too small");
    }

    private static List<String> validate(JsonNode schema, JsonNode object, @Nullable JsonNode old) {
        return new SchemaRules(() -> schema)
                .validate(object, old, warning -> {}).stream()
                        .map(cause -> cause.field() + ": " + cause.message())
                        .toList();
    }

    private static ObjectNode yaml(String text) {
        return Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object();
    }
}
