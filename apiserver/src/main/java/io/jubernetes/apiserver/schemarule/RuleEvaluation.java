package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apiserver.cel.Expression;
import io.jubernetes.apiserver.cel.eval.CostMeter;
import io.jubernetes.apiserver.cel.eval.Scope;
import io.jubernetes.apiserver.cel.value.CelError;
import io.jubernetes.apiserver.cel.value.CostExceeded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds one object against all rules of its schema, until they cost too much. Of one thread. */
final class RuleEvaluation {

    /** What all rules together may cost for one object. */
    static final long BUDGET = 10_000_000;

    private static final String OUT_OF_BUDGET =
            "validation failed due to running out of cost budget, no further validation rules will be run";

    private final List<StatusCause> causes = new ArrayList<>();
    private final Consumer<String> warnings;
    private long budget = BUDGET;

    /** @param warnings takes failures that are tolerated because nothing was changed there */
    RuleEvaluation(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** Ends the evaluation of all rules. */
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super(null, null, false, false);
        }
    }

    /** @param old what the value was; null when it is new */
    List<StatusCause> run(RuleNode node, String path, JsonNode value, @Nullable JsonNode old, Ratchet ratchet) {
        try {
            value(node, path, value, old, ratchet);
        } catch (Stopped stopped) {
            // what was found until then is said
            return causes;
        }
        return causes;
    }

    private void value(RuleNode node, String path, JsonNode value, @Nullable JsonNode old, Ratchet ratchet) {
        if (value.isNull()) {
            return;
        }
        JsonNode before = old == null || old.isNull() ? null : old;
        rules(node, path, value, before, ratchet);
        if (value.isArray()) {
            items(node, path, value, before, ratchet);
        } else if (value instanceof ObjectNode object && node.leadsFurther()) {
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                String name = entry.getKey();
                RuleNode below = node.field(name);
                if (below != null) {
                    String at = node.isMap() ? path + "[" + name + "]" : path.isEmpty() ? name : path + "." + name;
                    JsonNode was = before == null ? null : before.get(name);
                    value(below, at, entry.getValue(), was, ratchet.field(name));
                }
            }
        }
    }

    private void items(RuleNode node, String path, JsonNode list, @Nullable JsonNode old, Ratchet ratchet) {
        RuleNode items = node.items();
        if (items == null) {
            return;
        }
        Map<List<JsonNode>, JsonNode> before = new HashMap<>();
        boolean keyed = Keywords.listType(node.schema()).equals("map");
        if (keyed && old != null && old.isArray()) {
            old.forEach(item -> before.putIfAbsent(JsonList.keys(node.schema(), item), item));
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode was = keyed ? before.get(JsonList.keys(node.schema(), list.get(i))) : null;
            value(items, path + "[" + i + "]", list.get(i), was, ratchet.item(i));
        }
    }

    private void rules(RuleNode node, String path, JsonNode value, @Nullable JsonNode old, Ratchet ratchet) {
        if (node.rules().isEmpty()) {
            return;
        }
        if (budget <= 0) {
            throw stop(Failures.invalid(path, node.schema(), OUT_OF_BUDGET));
        }
        Place place = new Place(path, node.schema(), value, old, ratchet);
        for (CompiledRule rule : node.rules()) {
            boolean skipped =
                    rule.usesOldSelf() && old == null && !rule.source().takesOptional();
            if (!skipped) {
                rule(rule, place);
            }
        }
    }

    /** What rules are evaluated for. */
    private record Place(
            String path,
            JsonNode schema,
            JsonNode value,
            @Nullable JsonNode old,
            Ratchet ratchet) {

        /** The variables, with errors as values where a value is not what its schema says. */
        Scope variables(CompiledRule rule) {
            Scope scope = Scope.of(CompiledRule.SELF, value(value));
            if (!rule.usesOldSelf()) {
                return scope;
            }
            Object was = old == null ? null : value(old);
            if (rule.source().takesOptional()) {
                return scope.with(CompiledRule.OLD_SELF, was instanceof CelError ? was : Optional.ofNullable(was));
            }
            return was == null ? scope : scope.with(CompiledRule.OLD_SELF, was);
        }

        private Object value(JsonNode node) {
            try {
                return SchemaValues.of(node, schema);
            } catch (CelError wrong) {
                return wrong;
            }
        }
    }

    private void rule(CompiledRule rule, Place place) {
        if (!rule.error().isEmpty()) {
            causes.add(Failures.invalid(place.path, place.schema, "rule compile error: " + rule.error()));
            return;
        }
        Expression expression = rule.expression();
        if (expression == null) {
            return;
        }
        Object outcome = outcome(expression, place.variables(rule), place, OUT_OF_BUDGET);
        if (outcome instanceof CelError error) {
            causes.add(Failures.invalid(
                    place.path, place.schema, explained(error, rule.source().shown())));
        } else if (outcome instanceof CostExceeded exceeded) {
            String detail =
                    "'" + exceeded.text() + "': no further validation rules will be run due to call cost exceeds"
                            + " limit for rule: " + rule.source().shown();
            throw stop(Failures.invalid(place.path, place.schema, detail));
        } else if (!outcome.equals(true)) {
            fail(rule, place);
        }
    }

    private static String explained(CelError error, String rule) {
        return error.isNoOverload()
                ? "'" + error.text()
                        + "': call arguments did not match a supported operator, function or macro signature"
                        + " for rule: " + rule
                : error.text() + " evaluating rule: " + rule;
    }

    /** What comes of it, an exception too; its cost is taken off the budget. */
    private Object outcome(Expression expression, Scope variables, Place place, String whenTooMuch) {
        CostMeter meter = new CostMeter(Expression.COST_LIMIT);
        Object outcome;
        try {
            outcome = expression.evaluate(variables, meter);
        } catch (CelError | CostExceeded none) {
            outcome = none;
        }
        if (meter.spent() > budget) {
            throw stop(Failures.invalid(place.path, place.schema, whenTooMuch));
        }
        budget -= meter.spent();
        return outcome;
    }

    private Stopped stop(StatusCause cause) {
        causes.add(cause);
        return new Stopped();
    }

    private void fail(CompiledRule rule, Place place) {
        String path = rule.fieldPath().isEmpty()
                ? place.path
                : place.path.isEmpty() ? rule.fieldPath() : place.path + "." + rule.fieldPath();
        String message = message(rule, place, path);
        StatusCause cause = Failures.of(rule.source(), path, place.schema, place.value, message);
        if (rule.usesOldSelf() || !place.ratchet.tolerates()) {
            causes.add(cause);
        } else {
            warnings.accept(cause.field() + ": " + cause.message());
        }
    }

    private String message(CompiledRule rule, Place place, String path) {
        Expression expression = rule.message();
        if (expression == null) {
            return rule.source().failure();
        }
        Object outcome = outcome(expression, place.variables(rule), place, Failures.MESSAGE_OUT_OF_BUDGET);
        if (outcome instanceof CostExceeded) {
            String detail =
                    "no further validation rules will be run due to call cost exceeds limit for messageExpression: \""
                            + rule.source().messageExpression() + "\"";
            throw stop(Failures.invalid(path, place.schema, detail));
        }
        return outcome instanceof String message && Failures.isUsable(message)
                ? message.strip()
                : rule.source().failure();
    }
}
