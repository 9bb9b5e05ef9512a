package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.ListKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Into which parts a value splits that can have different owners. */
public sealed interface Shape {

    /** A scalar. */
    record Scalar(Kind kind) implements Shape {}

    /** What a scalar may be. */
    enum Kind {
        STRING,
        NUMBER,
        BOOLEAN,
        /** Any of them, for instance a quantity. */
        ANY
    }

    /** An object: a struct with declared fields, or a map with free keys. */
    sealed interface Fields extends Shape {

        /** The shape of a field, or null when there cannot be such a field. */
        @Nullable
        Shape child(String name);

        /** Whether the schema names the field; the keys of maps it does not. */
        boolean declares(String name);

        /** Whether the field counts as there, and empty, in every object. */
        boolean implies(String name);

        /** Whether it has one owner as a whole. */
        boolean atomic();
    }

    /**
     * @param implied the fields that count as there in every object, as Go writes them even when they are empty
     * @param open whether there may be others
     */
    record StructFields(Map<String, Shape> shapes, Set<String> implied, boolean open) {}

    record Struct(Supplier<StructFields> fields, boolean atomic) implements Fields {

        @Override
        public @Nullable Shape child(String name) {
            Shape declared = fields.get().shapes().get(name);
            return declared == null && fields.get().open() ? new Free() : declared;
        }

        @Override
        public boolean declares(String name) {
            return fields.get().shapes().containsKey(name);
        }

        @Override
        public boolean implies(String name) {
            return fields.get().implied().contains(name);
        }
    }

    record MapOf(Shape value, boolean atomic) implements Fields {

        @Override
        public Shape child(String name) {
            return value;
        }

        @Override
        public boolean declares(String name) {
            return false;
        }

        @Override
        public boolean implies(String name) {
            return false;
        }
    }

    /**
     * A list.
     *
     * @param keys the fields that tell the items of a {@link ListKind#MAP} apart, in the order of their names
     * @param defaults the values of keys that an item leaves out
     */
    record Items(Shape element, ListKind kind, List<String> keys, ObjectNode defaults) implements Shape {}

    /** Any JSON: maps split, lists do not. */
    record Free() implements Shape {

        private static final MapOf OBJECT = new MapOf(new Free(), false);
        private static final Scalar WHOLE = new Scalar(Kind.ANY);
    }

    /** What it is for these values, of which one may be absent; for all but {@link Free} values it is itself. */
    default Shape of(@Nullable JsonNode one, @Nullable JsonNode other) {
        if (!(this instanceof Free)) {
            return this;
        }
        boolean split =
                isObject(one) && (isObject(other) || Values.isEmpty(other)) || isObject(other) && Values.isEmpty(one);
        return split ? Free.OBJECT : Free.WHOLE;
    }

    private static boolean isObject(@Nullable JsonNode value) {
        return value != null && value.isObject();
    }

    /** Whether the value is owned as a whole. */
    default boolean isLeaf() {
        return switch (this) {
            case Scalar s -> true;
            case Fields fields -> fields.atomic();
            case Items items -> items.kind() == ListKind.ATOMIC;
            case Free f -> false;
        };
    }
}
