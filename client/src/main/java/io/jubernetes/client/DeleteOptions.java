package io.jubernetes.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * How to delete.
 *
 * @param gracePeriodSeconds null for the object's own
 * @param propagationPolicy {@code Background}, {@code Foreground}, {@code Orphan}, or null for the resource's default
 * @param uid delete only the object with this uid
 * @param resourceVersion delete only this state of the object
 */
public record DeleteOptions(
        @Nullable Integer gracePeriodSeconds,
        @Nullable String propagationPolicy,
        @Nullable String uid,
        @Nullable String resourceVersion,
        boolean dryRun) {

    /** As the server thinks right. */
    public static final DeleteOptions DEFAULT = new DeleteOptions(null, null, null, null, false);

    public DeleteOptions gracePeriod(int seconds) {
        return new DeleteOptions(seconds, propagationPolicy, uid, resourceVersion, dryRun);
    }

    public DeleteOptions propagation(String policy) {
        return new DeleteOptions(gracePeriodSeconds, policy, uid, resourceVersion, dryRun);
    }

    public DeleteOptions ifUid(String expected) {
        return new DeleteOptions(gracePeriodSeconds, propagationPolicy, expected, resourceVersion, dryRun);
    }

    public DeleteOptions ifResourceVersion(String expected) {
        return new DeleteOptions(gracePeriodSeconds, propagationPolicy, uid, expected, dryRun);
    }

    /** The body of a DELETE, or of an eviction's {@code deleteOptions}. */
    ObjectNode toJson() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", "DeleteOptions").put("apiVersion", "v1");
        if (gracePeriodSeconds != null) {
            body.put("gracePeriodSeconds", gracePeriodSeconds);
        }
        if (propagationPolicy != null) {
            body.put("propagationPolicy", propagationPolicy);
        }
        if (uid != null) {
            body.withObjectProperty("preconditions").put("uid", uid);
        }
        if (resourceVersion != null) {
            body.withObjectProperty("preconditions").put("resourceVersion", resourceVersion);
        }
        if (dryRun) {
            body.putArray("dryRun").add("All");
        }
        return body;
    }
}
