package io.jubernetes.apiserver.schemarule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a schema that has rules or leads to some. Its rules are compiled when the first value comes; until then it costs no
 * more than itself. Safe for use by several threads.
 */
final class RuleNode {

    private final JsonNode schema;
    private final boolean whole;
    private final @Nullable RuleNode items;
    private final @Nullable RuleNode additional;
    private final Map<String, RuleNode> properties;
    private volatile @Nullable List<CompiledRule> compiled;

    private RuleNode(JsonNode schema, boolean whole) {
        this.schema = whole ? Keywords.withMetadata(schema) : schema;
        this.whole = whole;
        this.items = below(schema.path("items"));
        JsonNode values = Keywords.additional(schema);
        this.additional = values == null ? null : below(values);
        this.properties = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(property -> {
            RuleNode node = below(property.getValue());
            if (node != null) {
                properties.put(property.getKey(), node);
            }
        });
    }

    /** Null when there is no rule. @param whole whether it is a whole object of the API */
    static @Nullable RuleNode of(JsonNode schema, boolean whole) {
        return Keywords.hasRules(schema) ? new RuleNode(schema, whole) : null;
    }

    private static @Nullable RuleNode below(JsonNode schema) {
        return of(schema, Keywords.isEmbedded(schema));
    }

    JsonNode schema() {
        return schema;
    }

    @Nullable
    RuleNode items() {
        return items;
    }

    /** What holds of a field, or a value of a map. */
    @Nullable
    RuleNode field(String name) {
        RuleNode own = properties.get(name);
        return own == null ? additional : own;
    }

    /** Whether the names of what is below are keys of a map. */
    boolean isMap() {
        return !Keywords.hasProperties(schema);
    }

    boolean leadsFurther() {
        return items != null || additional != null || !properties.isEmpty();
    }

    List<CompiledRule> rules() {
        List<CompiledRule> known = compiled;
        if (known == null) {
            SchemaType type = schema.path(Keywords.RULES).isEmpty() ? null : SchemaTypes.of(schema, whole, "selfType");
            known = type == null ? List.of() : RuleCompiler.compile(schema, type);
            compiled = known;
        }
        return known;
    }
}
