package io.jubernetes.apiserver.cel.value;

/** The value {@code null}. */
public enum Null {
    NULL;

    @Override
    public String toString() {
        return "null";
    }
}
