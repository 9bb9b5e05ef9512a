package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apiserver.cel.cost.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the rules of a schema: those that do not compile, that could cost too much, or that ask what a value was where
 * that cannot be told.
 */
final class RuleProblems {

    private static final long MOST_OF_EXPRESSION = 10_000_000;

    private final List<StatusCause> ofSchema = new ArrayList<>();
    private final List<StatusCause> ofRules = new ArrayList<>();
    private final TotalCost total = new TotalCost();

    private RuleProblems() {}

    /** @param path where the schema stands, which must be structural */
    static List<StatusCause> of(String path, JsonNode schema) {
        if (!Keywords.hasRules(schema)) {
            return List.of();
        }
        RuleProblems problems = new RuleProblems();
        problems.visit(new Place(path, schema, true, 1L, null));
        List<StatusCause> causes = new ArrayList<>(problems.ofSchema);
        causes.addAll(problems.ofRules);
        causes.addAll(problems.total.problems(path));
        return causes;
    }

    /**
     * A part of the schema.
     *
     * @param whole whether it is a whole object of the API
     * @param cardinality how often a value of it can stand in an object; null when nothing limits that
     * @param uncorrelatable the part around it whose values cannot be told from what they were; null when there is none
     */
    private record Place(
            String path,
            JsonNode schema,
            boolean whole,
            @Nullable Long cardinality,
            @Nullable String uncorrelatable) {

        Place below(String part, JsonNode of) {
            return new Place(path + part, of, Keywords.isEmbedded(of), cardinalityBelow(), uncorrelatable);
        }

        Place items() {
            JsonNode of = schema.get("items");
            boolean keyed = Keywords.listType(schema).equals("map");
            String around = keyed ? uncorrelatable : path;
            return new Place(path + ".items", of, Keywords.isEmbedded(of), cardinalityBelow(), around);
        }

        private @Nullable Long cardinalityBelow() {
            Long most = switch (Keywords.type(schema)) {
                case "object" ->
                    schema.has("additionalProperties") ? Keywords.limit(schema, "maxProperties") : Long.valueOf(1);
                case "array" -> Keywords.limit(schema, "maxItems");
                default -> Long.valueOf(1);
            };
            return cardinality == null || most == null ? null : Long.valueOf(Range.multiply(cardinality, most));
        }

        String rule(int index, String field) {
            return path + "." + Keywords.RULES + "[" + index + "]." + field;
        }
    }

    private void visit(Place place) {
        JsonNode values = Keywords.additional(place.schema);
        if (values != null) {
            visit(place.below(".additionalProperties", values));
        }
        for (Map.Entry<String, JsonNode> property :
                place.schema.path("properties").properties()) {
            visit(place.below(".properties[" + property.getKey() + "]", property.getValue()));
        }
        if (place.schema.path("items").isObject()) {
            visit(place.items());
        }
        List<Rule> rules = Rule.of(place.schema);
        for (int i = 0; i < rules.size(); i++) {
            new RuleText(place.schema, rules.get(i), ofSchema).check(place.path + "." + Keywords.RULES + "[" + i + "]");
        }
        if (!rules.isEmpty() && ofSchema.isEmpty()) {
            compile(place);
        }
    }

    private void compile(Place place) {
        SchemaType type = SchemaTypes.of(place.schema, place.whole, "selfType");
        if (type == null) {
            ofRules.add(new StatusCause(
                    "InternalError",
                    "Internal error: internal error: failed to construct type information for x-kubernetes-validations"
                            + " rules: unable to convert structural schema to CEL declarations",
                    place.path + "." + Keywords.RULES));
            return;
        }
        List<CompiledRule> compiled = RuleCompiler.compile(place.schema, type);
        for (int i = 0; i < compiled.size(); i++) {
            CompiledRule rule = compiled.get(i);
            cost(place, i, rule, type);
            errors(place, i, rule);
            transition(place, i, rule);
        }
    }

    private void cost(Place place, int index, CompiledRule rule, SchemaType type) {
        if (rule.expression() == null) {
            return;
        }
        long times = place.cardinality == null ? type.maxCardinality() : place.cardinality;
        long cost = Range.multiply(rule.expression().maxCost(), times);
        limit(place.rule(index, "rule"), "estimated rule cost", cost);
        if (rule.message() != null) {
            long ofMessage = rule.message().maxCost();
            limit(place.rule(index, "messageExpression"), "estimated messageExpression cost", ofMessage);
        }
    }

    private void limit(String path, String what, long cost) {
        if (cost > MOST_OF_EXPRESSION) {
            ofRules.add(TotalCost.exceeded(path, what, cost, MOST_OF_EXPRESSION));
        }
        total.add(path, cost);
    }

    private void errors(Place place, int index, CompiledRule rule) {
        JsonNode shown = rule.source().toJson();
        if (!rule.error().isEmpty()) {
            ofRules.add(invalid(place.rule(index, "rule"), shown, rule.error()));
        }
        if (!rule.messageError().isEmpty()) {
            ofRules.add(invalid(place.rule(index, "messageExpression"), shown, rule.messageError()));
        }
    }

    private void transition(Place place, int index, CompiledRule rule) {
        if (rule.usesOldSelf() && place.uncorrelatable != null) {
            ofRules.add(invalid(
                    place.rule(index, "rule"),
                    TextNode.valueOf(rule.source().rule()),
                    "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                            + place.uncorrelatable));
        } else if (rule.expression() != null
                && !rule.usesOldSelf()
                && rule.source().optionalOldSelf() != null) {
            String field = place.rule(index, "optionalOldSelf");
            String detail = "may not be set if oldSelf is not used in rule";
            ofRules.add(new StatusCause(
                    "FieldValueInvalid", "Invalid value: " + rule.source().optionalOldSelf() + ": " + detail, field));
        }
    }

    static StatusCause invalid(String path, JsonNode value, String detail) {
        return new StatusCause("FieldValueInvalid", "Invalid value: " + value + ": " + detail, path);
    }
}
