package io.jubernetes.apimachinery.protobuf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A message whose JSON is an object. Its plan is made when first needed, as types contain each other. */
final class MessageForm implements ValueForm {

    private final Supplier<List<FieldPlan>> compiler;
    private volatile FieldPlan @Nullable [] compiled;

    MessageForm(Supplier<List<FieldPlan>> compiler) {
        this.compiler = compiler;
    }

    /** In the order of the field numbers. */
    private FieldPlan[] plans() {
        FieldPlan[] known = compiled;
        if (known == null) {
            // two threads may both make it, and make the same
            known = compiler.get().stream()
                    .sorted(Comparator.comparingInt(FieldPlan::number))
                    .toArray(FieldPlan[]::new);
            compiled = known;
        }
        return known;
    }

    @Override
    public JsonNode read(WireReader in) {
        ObjectNode object = Json.object();
        readInto(object, in.message());
        return object;
    }

    /** Fields of unknown numbers are skipped: a later version has more of them. */
    void readInto(ObjectNode object, WireReader in) {
        FieldPlan[] plans = plans();
        int at = 0;
        while (in.next()) {
            at = find(plans, in.number(), at);
            if (at >= 0) {
                plans[at].read(in, object);
            }
        }
    }

    /** Fields mostly come in order: the search begins where the last one was found. */
    private static int find(FieldPlan[] plans, int number, int from) {
        int begin = from >= 0 && from < plans.length && plans[from].number() <= number ? from : 0;
        for (int i = begin; i < plans.length && plans[i].number() <= number; i++) {
            if (plans[i].number() == number) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void write(JsonNode value, int field, WireWriter out) {
        if (!(value instanceof ObjectNode object)) {
            throw ValueForm.unfit(value, "a message");
        }
        int mark = out.length();
        writeFields(object, out);
        out.message(field, mark);
    }

    void writeFields(ObjectNode object, WireWriter out) {
        FieldPlan[] plans = plans();
        for (int i = plans.length - 1; i >= 0; i--) {
            plans[i].write(object, out);
        }
    }

    @Override
    public JsonNode zero() {
        return Json.object();
    }
}
