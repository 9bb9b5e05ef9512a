package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How one field of a message goes between the wire and the object. */
sealed interface FieldPlan {

    int number();

    /** Takes the field at which the reader stands into the object. */
    void read(WireReader in, ObjectNode object);

    /** Writes what the object has of this field. */
    void write(ObjectNode object, WireWriter out);

    /** @param keepsZero whether a zero is somebody's word; Go writes plain fields even when nobody set them */
    record Single(int number, String name, ValueForm form, boolean keepsZero) implements FieldPlan {
        @Override
        public void read(WireReader in, ObjectNode object) {
            if (form instanceof MessageForm message && object.get(name) instanceof ObjectNode begun) {
                // the parts of a message that comes in several are put together
                message.readInto(begun, in.message());
                return;
            }
            JsonNode value = form.read(in);
            if (!value.isNull() && (keepsZero || !form.isZero(value))) {
                object.set(name, value);
            }
        }

        @Override
        public void write(ObjectNode object, WireWriter out) {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                form.write(value, number, out);
            }
        }
    }

    /** The fields of the message stand in the object itself. */
    record Inlined(int number, MessageForm form) implements FieldPlan {
        @Override
        public void read(WireReader in, ObjectNode object) {
            form.readInto(object, in.message());
        }

        @Override
        public void write(ObjectNode object, WireWriter out) {
            int mark = out.length();
            form.writeFields(object, out);
            if (out.length() > mark) {
                out.message(number, mark);
            }
        }
    }

    /** A field that comes once for each item, numbers also many in one. */
    record Items(int number, String name, ValueForm form) implements FieldPlan {
        @Override
        public void read(WireReader in, ObjectNode object) {
            ArrayNode items = object.get(name) instanceof ArrayNode begun ? begun : object.putArray(name);
            WireType packing = form.packing();
            if (packing == WireType.LENGTH || in.type() != WireType.LENGTH) {
                items.add(form.read(in));
                return;
            }
            WireReader packed = in.message();
            while (!packed.atEnd()) {
                items.add(form.unpacked(packed.packed(packing)));
            }
        }

        @Override
        public void write(ObjectNode object, WireWriter out) {
            JsonNode items = object.path(name);
            for (int i = items.size() - 1; i >= 0; i--) {
                JsonNode item = items.get(i);
                form.write(item.isNull() ? form.zero() : item, number, out);
            }
        }
    }

    /** A field that comes once for each entry, as a message of key and value. */
    record Entries(int number, String name, ValueForm form) implements FieldPlan {
        @Override
        public void read(WireReader in, ObjectNode object) {
            ObjectNode entries = object.get(name) instanceof ObjectNode begun ? begun : object.putObject(name);
            String key = "";
            JsonNode value = form.zero();
            WireReader entry = in.message();
            while (entry.next()) {
                switch (entry.number()) {
                    case 1 -> key = entry.text();
                    case 2 -> value = form.read(entry);
                    default -> {
                        // of a later version
                    }
                }
            }
            entries.set(key, value);
        }

        @Override
        public void write(ObjectNode object, WireWriter out) {
            if (object.get(name) instanceof ObjectNode entries) {
                List<Map.Entry<String, JsonNode>> all = new ArrayList<>(entries.properties());
                for (Map.Entry<String, JsonNode> entry : all.reversed()) {
                    int mark = out.length();
                    JsonNode value = entry.getValue().isNull() ? form.zero() : entry.getValue();
                    if (!value.isNull()) {
                        form.write(value, 2, out);
                    }
                    out.text(1, entry.getKey());
                    out.message(number, mark);
                }
            }
        }
    }
}
