package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.structural.ExpressionRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules of a custom resource, compiled when the first object comes to the place that they are for. */
public final class SchemaRules implements ExpressionRules {

    private final Supplier<JsonNode> schema;
    private volatile @Nullable Root root;

    /** @param node null when there are no rules */
    private record Root(@Nullable RuleNode node) {}

    /** @param schema read when it is first needed */
    public SchemaRules(Supplier<JsonNode> schema) {
        this.schema = schema;
    }

    /** What is wrong with the rules of a structural schema. @param path where it stands */
    public static List<StatusCause> problems(String path, JsonNode schema) {
        List<StatusCause> causes = new ArrayList<>(RuleProblems.of(path, schema));
        if (causes.isEmpty()) {
            causes.addAll(DefaultProblems.of(path, schema));
        }
        return causes;
    }

    @Override
    public boolean exist() {
        return node() != null;
    }

    @Override
    public List<StatusCause> validate(JsonNode object, @Nullable JsonNode previous, Consumer<String> warnings) {
        RuleNode node = node();
        if (node == null) {
            return List.of();
        }
        Ratchet ratchet =
                previous == null ? Ratchet.NONE : new Ratchet(new Correlated(object, previous, node.schema()), null);
        return new RuleEvaluation(warnings).run(node, "", object, previous, ratchet);
    }

    private @Nullable RuleNode node() {
        Root known = root;
        if (known == null) {
            known = new Root(RuleNode.of(schema.get(), true));
            root = known;
        }
        return known.node();
    }
}
