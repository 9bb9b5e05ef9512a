package io.jubernetes.apimachinery.schema;

/** How a list is owned and merged by server-side apply. */
public enum ListKind {
    /** One owner for the whole list; also what a list is when the schema says nothing. */
    ATOMIC,
    /** Each distinct value has its owners. */
    SET,
    /** Each item has its owners; {@link Field#listMapKeys()} tell items apart. */
    MAP;

    public static ListKind parse(String text) {
        return switch (text) {
            case "set" -> SET;
            case "map" -> MAP;
            default -> ATOMIC;
        };
    }
}
