package io.jubernetes.apiserver.cel.value;

/** A value of a type that a library brings. */
public interface Named {

    /** The name of its type. */
    String typeName();

    /** How large it is, where that decides what work with it costs. */
    default long size() {
        return 1;
    }
}
