package io.jubernetes.apimachinery.schema;

/** How a map or struct is owned and merged by server-side apply. */
public enum MapKind {
    /** As its type says; fields one by one when that says nothing either. */
    UNSAID,
    /** One owner for the whole. */
    ATOMIC,
    /** Each field has its owners, whatever the type says. */
    GRANULAR;

    public static MapKind parse(String text) {
        return switch (text) {
            case "atomic" -> ATOMIC;
            case "granular" -> GRANULAR;
            default -> UNSAID;
        };
    }
}
