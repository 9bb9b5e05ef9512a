package io.jubernetes.apimachinery.schema;

/** What a field holds. */
public sealed interface TypeRef {

    /** A JSON string, boolean or number. */
    record Scalar(Kind kind) implements TypeRef {}

    /** A type of the same {@link Schema}, by name. */
    record Named(String type) implements TypeRef {}

    record ListOf(TypeRef element) implements TypeRef {}

    /** A JSON object with free keys. */
    record MapOf(TypeRef value) implements TypeRef {}

    /** Any JSON at all; nothing in it is checked, defaulted or pruned. */
    record AnyJson() implements TypeRef {}

    /** Octets, base64 in JSON. */
    record Bytes() implements TypeRef {}

    /** The scalar kinds, with the name that Go gives them in messages. */
    enum Kind {
        STRING("string"),
        BOOL("bool"),
        INT32("int32"),
        INT64("int64"),
        FLOAT64("float64");

        private final String goName;

        Kind(String goName) {
            this.goName = goName;
        }

        public String goName() {
            return goName;
        }
    }

    /**
     * Reads the type syntax of the API table: {@code []T}, {@code map:T}, {@code bytes}, {@code any}, a scalar or a type's name.
     */
    static TypeRef parse(String text) {
        if (text.startsWith("[]")) {
            return new ListOf(parse(text.substring(2)));
        }
        if (text.startsWith("map:")) {
            return new MapOf(parse(text.substring(4)));
        }
        return switch (text) {
            case "bytes" -> new Bytes();
            case "any" -> new AnyJson();
            case "string" -> new Scalar(Kind.STRING);
            case "bool" -> new Scalar(Kind.BOOL);
            case "int32" -> new Scalar(Kind.INT32);
            case "int64", "int" -> new Scalar(Kind.INT64);
            case "float64" -> new Scalar(Kind.FLOAT64);
            default -> new Named(text);
        };
    }
}
