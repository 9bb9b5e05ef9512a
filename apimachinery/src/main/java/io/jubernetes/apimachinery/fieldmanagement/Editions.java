package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The versions of a kind. Owners name their fields in the version in which they write. */
public interface Editions {

    /** How objects of a version split; null when there is no such version any more. */
    @Nullable
    Shape shape(String apiVersion);

    /**
     * Makes an object of a version one of another.
     *
     * @param object says which version it is; not changed
     * @param apiVersion one that has a shape
     * @return a new tree
     * @throws io.jubernetes.apimachinery.error.ApiException when it cannot be done
     */
    ObjectNode convert(ObjectNode object, String apiVersion);
}
