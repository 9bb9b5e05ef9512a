package io.jubernetes.apiserver.customresource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rules that are expressions, from the definition to the objects and their status. */
@Timeout(120)
class ExpressionRulesTest {

    private static CrdContext context;

    @BeforeAll
    static void open() {
        context = new CrdContext();
        ObjectNode definition = CrdContext.definition("widgets", "Widget", """
                type: object
                properties:
                  spec:
                    type: object
                    x-kubernetes-validations:
                    - {rule: "self.min <= self.max", message: "min must not be above max"}
                    - {rule: "self.kind == oldSelf.kind", message: "kind cannot be changed", fieldPath: .kind}
                    required: [min, max, kind]
                    properties:
                      min: {type: integer}
                      max: {type: integer}
                      kind: {type: string}
                  status:
                    type: object
                    properties:
                      seen: {type: integer, x-kubernetes-validations: [{rule: "self >= 0"}]}
                """);
        CrdContext.version(definition, 0).putObject("subresources").putObject("status");
        context.establish(definition);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static Answer create(String name, String spec) {
        return context.server.post(
                CrdContext.widgets("v1"), CrdContext.widget("v1", name, spec).toString());
    }

    private static Answer update(String name, String spec) {
        ObjectNode widget =
                context.server.get(CrdContext.widgets("v1") + "/" + name).body();
        widget.set("spec", CrdContext.yaml(spec));
        return context.server.put(CrdContext.widgets("v1") + "/" + name, widget.toString());
    }

    @Test
    void holdsObjectsAgainstThem() {
        assertThat(create("good", "{min: 1, max: 2, kind: a}").status()).isEqualTo(201);

        Answer refused = create("bad", "{min: 3, max: 2, kind: a}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo("Widget.example.com \"bad\" is invalid: spec: Invalid value: min must not be above max");
        assertThat(refused.body().at("/details/causes/0/reason").asText()).isEqualTo("FieldValueInvalid");
        assertThat(refused.body().at("/details/causes/0/field").asText()).isEqualTo("spec");
    }

    @Test
    void comparesWithWhatWas() {
        create("still", "{min: 1, max: 2, kind: a}").ok();

        assertThat(update("still", "{min: 2, max: 2, kind: a}").status()).isEqualTo(200);
        assertThat(update("still", "{min: 2, max: 2, kind: b}").message())
                .isEqualTo("Widget.example.com \"still\" is invalid: spec.kind: Invalid value: kind cannot be changed");
    }

    @Test
    void asksNothingOfWhatIsNotOfItsType() {
        String message = create("odd", "{min: one, max: 2, kind: a}").message();

        assertThat(message)
                .contains("spec.min: Invalid value: \"string\": spec.min in body must be of type integer")
                .contains(
                        "<nil>: Invalid value: \"null\": some validation rules were not checked because the object was"
                                + " invalid; correct the existing errors to complete validation");
    }

    @Test
    void holdsTheStatusAgainstThem() {
        create("state", "{min: 1, max: 2, kind: a}").ok();
        ObjectNode widget =
                context.server.get(CrdContext.widgets("v1") + "/state").body();
        widget.putObject("status").put("seen", -1);

        Answer refused = context.server.put(CrdContext.widgets("v1") + "/state/status", widget.toString());

        assertThat(refused.message()).contains("status.seen: Invalid value: -1: failed rule: self >= 0");
    }

    @Test
    void refusesDefinitionsWithRulesThatAreNone() {
        ObjectNode definition = CrdContext.definition(
                "gadgets",
                "Gadget",
                "{type: object, properties: {spec: {type: object, properties: {a: {type: integer}}, x-kubernetes-validations:"
                        + " [{rule: self.b > 1}]}}}");

        Answer refused = context.create(definition);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .contains(
                        "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule: Invalid value: ")
                .endsWith(": compilation failed: ERROR: <input>:1:5: undefined field 'b'\n | self.b > 1\n | ....^");
    }
}
