package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenAPI's rules about values. What an update leaves as it was is not held against it. Safe for use by several threads.
 */
final class ValueRules {

    private final JsonNode schema;
    private final Map<String, Pattern> patterns;

    ValueRules(JsonNode schema) {
        this(schema, new ConcurrentHashMap<>());
    }

    /** @param patterns those that were read before; safe for use by several threads */
    ValueRules(JsonNode schema, Map<String, Pattern> patterns) {
        this.schema = schema;
        this.patterns = patterns;
    }

    /** All that is wrong. @param previous what the value was before; null when it is new */
    List<StatusCause> validate(JsonNode value, @Nullable JsonNode previous) {
        return new Walk().run("", schema, value, previous);
    }

    /** As {@link #validate(JsonNode, JsonNode)}, for a value that stands at a path. */
    List<StatusCause> validate(String path, JsonNode value) {
        return new Walk().run(path, schema, value, null);
    }

    Pattern pattern(String regex) {
        return patterns.computeIfAbsent(regex, Pattern::compile);
    }

    /** One walk through a value; an instance for each schema that a value is held against. */
    private final class Walk {

        private final List<StatusCause> causes = new ArrayList<>();

        List<StatusCause> run(String path, JsonNode rules, JsonNode value, @Nullable JsonNode previous) {
            if (rules.isObject()) {
                type(path, rules, value);
                if (!value.isNull()) {
                    new Junctors(this::alternative, causes).check(path, rules, value);
                    plain(path, rules, value);
                    below(path, rules, value, previous);
                }
            }
            boolean same = previous != null && previous.equals(value);
            return same ? List.of() : causes;
        }

        private List<StatusCause> alternative(String path, JsonNode rules, JsonNode value) {
            return new Walk().run(path, rules, value, null);
        }

        private void type(String path, JsonNode rules, JsonNode value) {
            boolean either = Extensions.says(rules, Extensions.INT_OR_STRING);
            String type = either ? "integer,string" : Extensions.type(rules);
            if (type.isEmpty() || value.isNull() && Extensions.says(rules, "nullable")) {
                return;
            }
            String actual = ValueTypes.of(value);
            if (!ValueTypes.fits(type, actual, value)) {
                causes.add(Causes.typeInvalid(path, actual, type));
            }
        }

        private void plain(String path, JsonNode rules, JsonNode value) {
            if (value.isTextual()) {
                new Scalars(ValueRules.this, causes).text(path, rules, value.textValue());
            } else if (value.isNumber()) {
                new Scalars(ValueRules.this, causes).number(path, rules, value);
            }
            if (rules.has("enum")) {
                Scalars.oneOf(path, rules.get("enum"), value, causes);
            }
        }

        private void below(String path, JsonNode rules, JsonNode value, @Nullable JsonNode previous) {
            if (value.isArray()) {
                items(path, rules, value, new Correlation(rules, value, previous));
            } else if (value instanceof ObjectNode object) {
                fields(path, rules, object, previous);
            }
        }

        private void items(String path, JsonNode rules, JsonNode list, Correlation before) {
            int size = list.size();
            if (rules.has("minItems") && size < rules.get("minItems").asLong()) {
                long least = rules.get("minItems").asLong();
                causes.add(Causes.invalid(path, size, path + " in body should have at least " + least + " items"));
            }
            if (rules.has("maxItems") && size > rules.get("maxItems").asLong()) {
                causes.add(Causes.tooMany(path, size, rules.get("maxItems").asLong()));
            }
            JsonNode element = rules.path("items");
            for (int i = 0; element.isObject() && i < size; i++) {
                causes.addAll(new Walk().run(path + "[" + i + "]", element, list.get(i), before.of(i)));
            }
        }

        private void fields(String path, JsonNode rules, ObjectNode object, @Nullable JsonNode previous) {
            int size = object.size();
            if (rules.has("minProperties") && size < rules.get("minProperties").asLong()) {
                long least = rules.get("minProperties").asLong();
                causes.add(Causes.invalid(path, size, path + " in body should have at least " + least + " properties"));
            }
            if (rules.has("maxProperties") && size > rules.get("maxProperties").asLong()) {
                causes.add(Causes.tooMany(path, size, rules.get("maxProperties").asLong()));
            }
            for (JsonNode name : rules.path("required")) {
                if (!object.has(name.asText())) {
                    causes.add(Causes.required(child(path, name.asText()), ""));
                }
            }
            JsonNode declared = rules.path("properties");
            JsonNode others = rules.path("additionalProperties");
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                JsonNode own = declared.path(field.getKey());
                JsonNode schemaOf = own.isObject() ? own : others;
                if (schemaOf.isObject()) {
                    JsonNode before = previous == null ? null : previous.get(field.getKey());
                    causes.addAll(new Walk().run(child(path, field.getKey()), schemaOf, field.getValue(), before));
                }
            }
        }
    }

    static String child(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
