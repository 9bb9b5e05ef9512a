package io.jubernetes.apiserver.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.Field;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeRef;
import io.jubernetes.apimachinery.schema.TypeSchema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The way from a kind's root to one of its fields: the first item of each list, the entry {@code a} of each map. */
record FieldPath(List<Step> steps) {

    /** The key of the entries that lie on a way. */
    static final String KEY = "a";

    /** A field, with the type that has it. */
    record Step(TypeSchema owner, Field field) {}

    Step last() {
        return steps.getLast();
    }

    /** As the list of exceptions names it: {@code Container.image}. */
    String shortName() {
        return last().owner().shortName() + "." + last().field().name();
    }

    boolean inStatus() {
        return steps.getFirst().field().name().equals("status");
    }

    @Override
    public String toString() {
        return text(steps.size(), "");
    }

    /** The path of a field beside the last one, as messages write it. */
    String sibling(String name) {
        return text(steps.size() - 1, name);
    }

    private String text(int length, String end) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            Field field = steps.get(i).field();
            text.append(text.isEmpty() ? "" : ".").append(field.name());
            boolean inner = length > i + 1 || !end.isEmpty();
            TypeRef type = Schema.kubernetes().resolve(field.type());
            if (inner && type instanceof TypeRef.ListOf) {
                text.append("[0]");
            } else if (inner && type instanceof TypeRef.MapOf) {
                text.append('.').append(KEY);
            }
        }
        return text.append(text.isEmpty() || end.isEmpty() ? "" : ".")
                .append(end)
                .toString();
    }

    /** What an object has there. */
    JsonNode in(ObjectNode object) {
        JsonNode at = owner(object);
        return at.path(last().field().name());
    }

    /** The object that has the field. */
    JsonNode owner(ObjectNode object) {
        JsonNode at = object;
        for (Step step : steps.subList(0, steps.size() - 1)) {
            at = inside(at.path(step.field().name()));
        }
        return at;
    }

    private static JsonNode inside(JsonNode value) {
        return switch (value) {
            case ArrayNode list -> list.path(0);
            case ObjectNode map when map.size() == 1 && map.has(KEY) -> map.path(KEY);
            case ObjectNode object -> object;
            default -> MissingNode.getInstance();
        };
    }

    /** All fields below a type; of a type that comes again, only those of its first place, which is the nearest one. */
    static List<FieldPath> below(TypeSchema root) {
        Schema schema = Schema.kubernetes();
        List<FieldPath> paths = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>(List.of(root.name()));
        Deque<FieldPath> open = new ArrayDeque<>();
        add(open, List.of(), root);
        while (!open.isEmpty()) {
            FieldPath path = open.remove();
            paths.add(path);
            TypeSchema inner =
                    schema.structure(element(schema, path.last().field().type()));
            if (inner != null && inner.form() == TypeSchema.Form.OBJECT && seen.add(inner.name())) {
                add(open, path.steps(), inner);
            }
        }
        return paths;
    }

    /** Of two lists of containers the plain one comes first: more is allowed there. */
    private static void add(Deque<FieldPath> open, List<Step> before, TypeSchema owner) {
        List<Field> fields = new ArrayList<>(owner.fields().values());
        fields.sort(Comparator.comparing(field -> !field.name().equals("containers")));
        for (Field field : fields) {
            List<Step> steps = new ArrayList<>(before);
            steps.add(new Step(owner, field));
            open.add(new FieldPath(List.copyOf(steps)));
        }
    }

    private static TypeRef element(Schema schema, TypeRef ref) {
        return switch (schema.resolve(ref)) {
            case TypeRef.ListOf(TypeRef element) -> element(schema, element);
            case TypeRef.MapOf(TypeRef value) -> element(schema, value);
            default -> ref;
        };
    }
}
