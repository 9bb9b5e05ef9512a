package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jubernetes.apimachinery.json.Json;

/** A list where the wire has no lists, as the value of a map: a message with the items. */
record ItemsForm(ValueForm item) implements ValueForm {

    @Override
    public JsonNode read(WireReader in) {
        ArrayNode items = Json.mapper().createArrayNode();
        WireReader message = in.message();
        while (message.next()) {
            if (message.number() == 1) {
                items.add(item.read(message));
            }
        }
        return items;
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        int mark = out.length();
        for (int i = value.size() - 1; i >= 0; i--) {
            item.write(value.get(i), 1, out);
        }
        out.message(field, mark);
    }

    @Override
    public JsonNode zero() {
        return Json.mapper().createArrayNode();
    }
}
