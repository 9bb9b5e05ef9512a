package io.jubernetes.apiserver.registry;

/** How a client wants its answer. */
record Representation(Shape shape, boolean yaml, boolean pretty) {

    /** What is shown of the objects. */
    enum Shape {
        OBJECT,
        TABLE,
        METADATA
    }

    boolean isPlain() {
        return shape == Shape.OBJECT && !yaml && !pretty;
    }
}
