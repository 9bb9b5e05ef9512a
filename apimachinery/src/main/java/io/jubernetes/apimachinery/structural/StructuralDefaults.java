package io.jubernetes.apimachinery.structural;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Defaulting;
import io.jubernetes.apimachinery.schema.Schema;

/** What a schema fills in where nothing stands. */
public final class StructuralDefaults {

    private StructuralDefaults() {}

    /** The default of a schema, with the defaults of its own fields. */
    public static JsonNode completed(JsonNode schema) {
        ObjectNode holder = Json.object();
        holder.set("default", schema.path("default").deepCopy());
        Defaulting.apply(types(schema), "default", holder);
        return holder.path("default");
    }

    /** Of an object whose only field has the schema, but not its default. */
    static Schema types(JsonNode schema) {
        ObjectNode around = Json.object().put("type", "object");
        ObjectNode bare = schema.deepCopy();
        bare.remove("default");
        around.putObject("properties").set("default", bare);
        return StructuralTypes.schema("default", around);
    }
}
