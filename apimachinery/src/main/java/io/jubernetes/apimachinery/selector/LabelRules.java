package io.jubernetes.apimachinery.selector;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apimachinery.selector.Requirement.Operator;
import java.util.List;

/** What a requirement may consist of. */
final class LabelRules {

    private LabelRules() {}

    static Requirement checked(String key, Operator operator, List<String> values) {
        List<String> keyProblems = Names.qualifiedName(key);
        if (!keyProblems.isEmpty()) {
            throw refusal("key", key, String.join("; ", keyProblems));
        }
        count(operator, values);
        for (int i = 0; i < values.size(); i++) {
            List<String> problems = Names.labelValue(values.get(i));
            if (!problems.isEmpty()) {
                throw refusal("values[" + i + "][" + key + "]", values.get(i), String.join("; ", problems));
            }
        }
        return new Requirement(key, operator, values);
    }

    private static void count(Operator operator, List<String> values) {
        switch (operator) {
            case IN, NOT_IN -> {
                if (values.isEmpty()) {
                    throw refusal("values", "[]", "for 'in', 'notin' operators, values set can't be empty");
                }
            }
            case EXISTS, DOES_NOT_EXIST -> {
                if (!values.isEmpty()) {
                    throw refusal(
                            "values", values.toString(), "values set must be empty for exists and does not exist");
                }
            }
            case GREATER_THAN, LESS_THAN -> {
                if (!Requirement.isInteger(values.getFirst())) {
                    throw refusal(
                            "values[0]", values.getFirst(), "for 'Gt', 'Lt' operators, the value must be an integer");
                }
            }
            case EQUALS, NOT_EQUALS -> {}
        }
    }

    private static ApiException refusal(String where, String value, String problem) {
        return ApiException.badRequest(
                "unable to parse requirement: " + where + ": Invalid value: \"" + value + "\": " + problem);
    }
}
