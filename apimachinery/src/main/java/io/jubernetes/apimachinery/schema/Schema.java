package io.jubernetes.apimachinery.schema;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A type table: what each type's JSON looks like. Immutable; types are read from their source when first asked for, so that a
 * short-lived program pays only for those it uses. Safe for use by several threads.
 */
public final class Schema {

    private final Function<String, @Nullable TypeSchema> source;
    private final UnaryOperator<String> original;
    private final Map<String, TypeSchema> types = new ConcurrentHashMap<>();

    /**
     * @param source gives a type by name, or null when there is none; asked once or seldom more for each name
     */
    public Schema(Function<String, @Nullable TypeSchema> source) {
        this(source, UnaryOperator.identity());
    }

    /** @param original which type another one was made of */
    Schema(Function<String, @Nullable TypeSchema> source, UnaryOperator<String> original) {
        this.source = source;
        this.original = original;
    }

    /** The types that Kubernetes itself serves. */
    public static Schema kubernetes() {
        return Kubernetes.SCHEMA;
    }

    private static final class Kubernetes {
        private static final Schema SCHEMA =
                new Schema(name -> TypeTable.kubernetes().read(name));
    }

    /** The type of which this one says what it is for: itself, unless it was made of another one. */
    public String original(String name) {
        return original.apply(name);
    }

    /**
     * @throws IllegalArgumentException when the table has no such type
     */
    public TypeSchema type(String name) {
        TypeSchema type = find(name);
        if (type == null) {
            throw new IllegalArgumentException("no such type: " + name);
        }
        return type;
    }

    /** The type of this name, or null. */
    public @Nullable TypeSchema find(String name) {
        TypeSchema known = types.get(name);
        if (known != null) {
            return known;
        }
        TypeSchema read = source.apply(name);
        if (read == null) {
            return null;
        }
        TypeSchema raced = types.putIfAbsent(name, read);
        return raced == null ? read : raced;
    }

    /**
     * The type behind a reference with aliases of lists, maps and scalars followed. What is named but unknown is any JSON.
     */
    public TypeRef resolve(TypeRef ref) {
        if (!(ref instanceof TypeRef.Named named)) {
            return ref;
        }
        TypeSchema type = find(named.type());
        if (type == null || type.form() == TypeSchema.Form.ANY) {
            return new TypeRef.AnyJson();
        }
        return type.alias() == null ? ref : resolve(type.alias());
    }

    /** The named type behind a reference, aliases followed; null when it is none or any JSON. */
    public @Nullable TypeSchema structure(TypeRef ref) {
        return resolve(ref) instanceof TypeRef.Named named ? find(named.type()) : null;
    }
}
