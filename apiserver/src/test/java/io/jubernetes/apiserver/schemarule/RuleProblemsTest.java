package io.jubernetes.apiserver.schemarule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused in rules; each case has the schema of a field {@code a}. */
@Timeout(120)
class RuleProblemsTest {

    private static final String AT = "at.properties[a]";
    private static final String RULE = AT + ".x-kubernetes-validations[0]";

    record Case(String schema, String... problems) {}

    private static String rule(String type, String rule) {
        return "{" + type + ", x-kubernetes-validations: [{" + rule + "}]}";
    }

    static Stream<Case> texts() {
        String text = "type: string, maxLength: 10";
        return Stream.of(
                new Case(rule(text, "rule: ' '"), RULE + ".rule: Required value: rule is not specified"),
                new Case(
                        rule(text, "rule: 'true', message: ' '"),
                        RULE + ".message: Invalid value: \" \": must be non-empty if specified"),
                new Case(
                        rule(text, "rule: 'true', message: \"a\\nb\""),
                        RULE + ".message: Invalid value: \"a\\nb\": must not contain line breaks"),
                new Case(
                        rule(text, "rule: \"true\\n&& true\""),
                        RULE + ".message: Required value: message must be specified if rule contains line breaks"),
                new Case(
                        rule(text, "rule: 'true', reason: Nothing"),
                        RULE + ".reason: Unsupported value: \"Nothing\": supported values: \"FieldValueDuplicate\","
                                + " \"FieldValueForbidden\", \"FieldValueInvalid\", \"FieldValueRequired\""),
                new Case(
                        rule("type: object, properties: {b: {type: string}}", "rule: 'true', fieldPath: .c"),
                        RULE + ".fieldPath: Invalid value: \".c\": must be a valid path"),
                new Case(rule("type: object, properties: {b: {type: string}}", "rule: 'true', fieldPath: .b")),
                new Case(
                        rule(text, "rule: 'true', optionalOldSelf: true"),
                        RULE + ".optionalOldSelf: Invalid value: true: may not be set if oldSelf is not used in rule"));
    }

    static Stream<Case> compilations() {
        String shown =
                "{\"Rule\":\"%s\",\"Message\":\"\",\"MessageExpression\":\"%s\",\"Reason\":null,\"FieldPath\":\"\","
                        + "\"OptionalOldSelf\":null}";
        return Stream.of(
                new Case(
                        rule("type: integer", "rule: 'self.x > 1'"),
                        RULE + ".rule: Invalid value: " + shown.formatted("self.x > 1", "")
                                + ": compilation failed: ERROR: <input>:1:5: type 'int' does not support field"
                                + " selection\n | self.x > 1\n | ....^"),
                new Case(
                        rule("type: integer", "rule: 'self + 1'"),
                        RULE + ".rule: Invalid value: " + shown.formatted("self + 1", "")
                                + ": cel expression must evaluate to a bool"),
                new Case(
                        rule("type: integer", "rule: 'self > 1', messageExpression: 'self'"),
                        RULE + ".messageExpression: Invalid value: " + shown.formatted("self > 1", "self")
                                + ": messageExpression must evaluate to a string"),
                new Case(
                        "{type: array, maxItems: 5, items: {type: integer, x-kubernetes-validations: [{rule: self > oldSelf}]}}",
                        AT
                                + ".items.x-kubernetes-validations[0].rule: Invalid value: \"self > oldSelf\": oldSelf cannot"
                                + " be used on the uncorrelatable portion of the schema within " + AT));
    }

    static Stream<Case> costs() {
        String advice =
                " (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and"
                        + " strings are declared)";
        return Stream.of(
                new Case(rule(
                        "type: array, maxItems: 100, items: {type: string, maxLength: 50}",
                        "rule: 'self.all(x, x.size() > 0)'")),
                new Case(
                        rule("type: array, items: {type: string}", "rule: \"self.all(x, self.all(y, x != y))\""),
                        RULE + ".rule: Forbidden: estimated rule cost exceeds budget by factor of more than 100x"
                                + advice,
                        RULE
                                + ".rule: Forbidden: contributed to estimated rule & messageExpression cost total exceeding"
                                + " cost limit for entire OpenAPIv3 schema",
                        "at: Forbidden: x-kubernetes-validations estimated rule & messageExpression cost total for entire"
                                + " OpenAPIv3 schema exceeds budget by factor of more than 100x" + advice),
                new Case(rule(
                        "type: array, maxItems: 1000, items: {type: string, maxLength: 1000}",
                        "rule: \"self.all(x, x.contains('0123456789'))\"")),
                new Case(
                        rule(
                                "type: array, maxItems: 30000, items: {type: string, maxLength: 1000}",
                                "rule: \"self.all(x, x.contains('0123456789'))\""),
                        RULE + ".rule: Forbidden: estimated rule cost exceeds budget by factor of 1.212000x" + advice));
    }

    @ParameterizedTest
    @MethodSource({"texts", "compilations", "costs"})
    void refuses(Case one) {
        assertThat(problems("{type: object, properties: {a: " + one.schema + "}}"))
                .containsExactly(one.problems);
    }

    @Test
    void holdsDefaultsAgainstRules() {
        String schema =
                "{type: object, properties: {a: {type: object, default: {}, properties: {b: {type: integer, default: 1,"
                        + " x-kubernetes-validations: [{rule: self > 1}]}}}}}";

        assertThat(problems(schema))
                .containsExactly(
                        "at.properties[a].default.b: Invalid value: 1: failed rule: self > 1",
                        "at.properties[a].properties[b].default: Invalid value: 1: failed rule: self > 1");
    }

    private static List<String> problems(String schema) {
        JsonNode tree = Yaml.decode(schema.getBytes(StandardCharsets.UTF_8)).object();
        return SchemaRules.problems("at", tree).stream()
                .map(cause -> cause.field() + ": " + cause.message())
                .toList();
    }
}
