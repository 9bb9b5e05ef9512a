package io.jubernetes.apimachinery.fieldmanagement;

/**
 * The part of an object that a way of writing it can change; what a client sends outside is put back, so nobody comes to own
 * it that way.
 *
 * @param inside whether the fields and what lies below them is that part, or all the rest
 */
public record FieldScope(boolean inside, FieldSet fields) {

    public static final FieldScope ALL = outside(FieldSet.EMPTY);

    public static FieldScope inside(FieldSet fields) {
        return new FieldScope(true, fields);
    }

    public static FieldScope outside(FieldSet fields) {
        return new FieldScope(false, fields);
    }

    FieldSet filter(FieldSet set) {
        return inside ? set.within(fields) : set.without(fields);
    }
}
