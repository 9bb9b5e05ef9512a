package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Puts in place what the server itself brings: complete objects, which nobody admits or validates. */
public interface ObjectSeeds {

    /** An object of a resource, with all of its metadata but the revision. */
    record Seed(String group, String resource, ObjectNode object) {}

    /**
     * Creates all of them at once.
     *
     * @return false when one of them exists already, and so nothing was done
     */
    boolean create(List<Seed> seeds);
}
