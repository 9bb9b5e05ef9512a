package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Pruning;
import java.util.ArrayList;
import java.util.List;

/** What a schema fills in must be valid by the schema itself. */
final class DefaultsCheck {

    private final List<StatusCause> causes = new ArrayList<>();

    private DefaultsCheck() {}

    static List<StatusCause> problems(String path, JsonNode schema) {
        DefaultsCheck check = new DefaultsCheck();
        check.schema(path, schema);
        return check.causes;
    }

    private void schema(String path, JsonNode schema) {
        JsonNode value = schema.path("default");
        if (!value.isMissingNode()) {
            value(path + ".default", schema, value);
        }
        schema.path("properties")
                .properties()
                .forEach(p -> schema(path + ".properties[" + p.getKey() + "]", p.getValue()));
        for (String below : new String[] {"items", "additionalProperties"}) {
            if (schema.path(below).isObject()) {
                schema(path + "." + below, schema.get(below));
            }
        }
    }

    private void value(String path, JsonNode schema, JsonNode value) {
        ObjectNode holder = Json.object();
        holder.set("default", value.deepCopy());
        List<String> unknown = Pruning.find(StructuralDefaults.types(schema), "default", holder);
        if (!unknown.isEmpty()) {
            causes.add(Causes.invalid(path, value, "must not have unknown fields"));
        }
        causes.addAll(new ValueRules(schema).validate(path, StructuralDefaults.completed(schema)));
    }
}
