package io.jubernetes.apimachinery.schema;

/** Where a walk through an object stands: {@code spec.containers[0].image}. Mutable, for the walk's own use. */
final class FieldPath {

    private final StringBuilder text = new StringBuilder();

    /** The mark to return to after a step down. */
    int mark() {
        return text.length();
    }

    void field(String name) {
        text.append(text.isEmpty() ? "" : ".").append(name);
    }

    void index(int i) {
        text.append('[').append(i).append(']');
    }

    void key(String key) {
        text.append('[').append(key).append(']');
    }

    void back(int mark) {
        text.setLength(mark);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
