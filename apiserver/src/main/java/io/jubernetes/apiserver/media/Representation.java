package io.jubernetes.apiserver.media;

/** How a client wants its answer. */
public record Representation(Shape shape, Format format, boolean pretty) {

    /** What is shown of the objects. */
    public enum Shape {
        OBJECT,
        TABLE,
        METADATA
    }

    /** How it is written. */
    public enum Format {
        JSON,
        YAML,
        PROTOBUF
    }

    /** Whether stored bytes may be sent as they are. */
    public boolean isPlain() {
        return shape == Shape.OBJECT && format == Format.JSON && !pretty;
    }
}
