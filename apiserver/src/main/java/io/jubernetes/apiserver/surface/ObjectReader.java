package io.jubernetes.apiserver.surface;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest objects, read within the server without asking who wants to know. What it returns belongs to the caller. */
public interface ObjectReader {

    /**
     * One object with its resourceVersion, or null when it does not exist.
     *
     * @param namespace empty for cluster-scoped objects
     */
    @Nullable
    ObjectNode find(String group, String resource, String namespace, String name);

    /** All objects of a resource, in order. @param namespace empty for all namespaces */
    List<ObjectNode> list(String group, String resource, String namespace);

    /** Those of which a selectable field has a value, in order. @param namespace empty for all namespaces */
    List<ObjectNode> selected(String group, String resource, String namespace, String field, String value);

    /** How many objects of a resource there are. */
    int count(String group, String resource);

    /** The revision of the newest change of a resource: as long as it stays the same, so does what {@link #list} returns. */
    long revision(String group, String resource);

    /** Whether other servers write to the same store. */
    boolean isShared();
}
