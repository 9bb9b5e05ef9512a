package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jubernetes.apimachinery.json.Json;

/** Places in a JSON schema that take a schema or something else: in JSON the one or the other stands there bare. */
record SchemaOrForm(Other other, ValueForm schema) implements ValueForm {

    /** What may stand instead of a schema. */
    enum Other {
        SCHEMAS(1, 2),
        BOOL(2, 1),
        STRINGS(1, 2);

        private final int schemaField;
        private final int otherField;

        Other(int schemaField, int otherField) {
            this.schemaField = schemaField;
            this.otherField = otherField;
        }
    }

    @Override
    public JsonNode read(WireReader in) {
        WireReader message = in.message();
        JsonNode single = NullNode.instance;
        ArrayNode several = Json.mapper().createArrayNode();
        boolean allowed = false;
        while (message.next()) {
            if (message.number() == other.schemaField) {
                single = schema.read(message);
            } else if (message.number() == other.otherField) {
                switch (other) {
                    case SCHEMAS -> several.add(schema.read(message));
                    case STRINGS -> several.add(TextNode.valueOf(message.text()));
                    case BOOL -> allowed = message.value(WireType.VARINT) != 0;
                }
            }
        }
        if (!single.isNull()) {
            return single;
        }
        if (other == Other.BOOL) {
            return BooleanNode.valueOf(allowed);
        }
        return several.isEmpty() ? NullNode.instance : several;
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        int mark = out.length();
        if (value.isObject()) {
            schema.write(value, other.schemaField, out);
            if (other == Other.BOOL) {
                // Go leaves it true beside a schema
                out.number(other.otherField, 1);
            }
        } else if (other == Other.BOOL) {
            out.number(other.otherField, value.booleanValue() ? 1 : 0);
        } else {
            for (int i = value.size() - 1; i >= 0; i--) {
                item(value.get(i), out);
            }
        }
        out.message(field, mark);
    }

    private void item(JsonNode item, WireWriter out) {
        ValueForm form = other == Other.STRINGS ? ScalarForm.STRING : schema;
        form.write(item, other.otherField, out);
    }

    @Override
    public JsonNode zero() {
        return NullNode.instance;
    }
}
