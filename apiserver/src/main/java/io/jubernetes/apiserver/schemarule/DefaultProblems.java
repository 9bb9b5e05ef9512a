package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.structural.StructuralDefaults;
import java.util.ArrayList;
import java.util.List;

/** What a schema fills in must satisfy its own rules. */
final class DefaultProblems {

    private final List<StatusCause> causes = new ArrayList<>();

    private DefaultProblems() {}

    static List<StatusCause> of(String path, JsonNode schema) {
        DefaultProblems problems = new DefaultProblems();
        problems.visit(path, schema);
        return problems.causes;
    }

    private void visit(String path, JsonNode schema) {
        RuleNode rules = schema.has("default") ? RuleNode.of(schema, Keywords.isEmbedded(schema)) : null;
        if (rules != null) {
            JsonNode value = StructuralDefaults.completed(schema);
            causes.addAll(new RuleEvaluation(warning -> {}).run(rules, path + ".default", value, value, Ratchet.NONE));
        }
        schema.path("properties")
                .properties()
                .forEach(property -> visit(path + ".properties[" + property.getKey() + "]", property.getValue()));
        for (String below : new String[] {"items", "additionalProperties"}) {
            if (schema.path(below).isObject()) {
                visit(path + "." + below, schema.get(below));
            }
        }
    }
}
