package io.jubernetes.apimachinery.fieldmanagement;

import java.util.Comparator;

/**
 * Who owns fields: a manager, by the way it writes.
 *
 * @param apiVersion in which the fields are named; an applier is the same one in all versions
 * @param subresource empty for the object itself
 */
public record Owner(String manager, Operation operation, String apiVersion, String subresource) {

    /** How an owner came to its fields. */
    public enum Operation {
        APPLY("Apply"),
        UPDATE("Update");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    static final Comparator<Owner> ORDER = Comparator.comparing(Owner::manager)
            .thenComparing(Owner::operation)
            .thenComparing(Owner::apiVersion)
            .thenComparing(Owner::subresource);

    public static Owner updating(String manager, String apiVersion, String subresource) {
        return new Owner(manager, Operation.UPDATE, apiVersion, subresource);
    }

    public static Owner applying(String manager, String apiVersion, String subresource) {
        return new Owner(manager, Operation.APPLY, apiVersion, subresource);
    }

    boolean is(Owner other) {
        return manager.equals(other.manager)
                && operation == other.operation
                && subresource.equals(other.subresource)
                && (operation == Operation.APPLY || apiVersion.equals(other.apiVersion));
    }

    /** As messages name it. */
    @Override
    public String toString() {
        String name =
                "\"" + manager + "\"" + (subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"");
        return operation == Operation.UPDATE ? name + " using " + apiVersion : name;
    }
}
