package io.jubernetes.apiserver.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.ApiException.Details;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code Status} object. */
public final class StatusBody {

    private StatusBody() {}

    /** The Status of a refusal with a token to go on with. */
    static ObjectNode failure(ApiException refusal, String continueToken) {
        ObjectNode status = failure(refusal);
        status.putObject("metadata").put("continue", continueToken);
        return status;
    }

    /** The Status of a refusal. */
    public static ObjectNode failure(ApiException refusal) {
        ObjectNode status = empty("Failure");
        status.put("message", refusal.getMessage());
        status.put("reason", refusal.reason().name());
        ObjectNode details = details(refusal.details());
        if (!details.isEmpty()) {
            status.set("details", details);
        }
        return status.put("code", refusal.code());
    }

    /** The Status of an object that was deleted, or of something else that was done. */
    public static ObjectNode success(String group, String resource, String name, @Nullable String uid) {
        ObjectNode status = empty("Success");
        status.set("details", details(new Details(group, resource, name, uid, List.of(), 0)));
        return status;
    }

    private static ObjectNode empty(String outcome) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        return status.put("status", outcome);
    }

    private static ObjectNode details(Details from) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        putUnlessEmpty(details, "name", from.name());
        putUnlessEmpty(details, "group", from.group());
        putUnlessEmpty(details, "kind", from.kind());
        putUnlessEmpty(details, "uid", from.uid());
        if (!from.causes().isEmpty()) {
            ArrayNode causes = details.putArray("causes");
            from.causes().forEach(cause -> causes.add(cause(cause)));
        }
        if (from.retryAfterSeconds() != 0) {
            details.put("retryAfterSeconds", from.retryAfterSeconds());
        }
        return details;
    }

    private static ObjectNode cause(StatusCause from) {
        ObjectNode cause = JsonNodeFactory.instance.objectNode();
        putUnlessEmpty(cause, "reason", from.reason());
        putUnlessEmpty(cause, "message", from.message());
        putUnlessEmpty(cause, "field", from.field());
        return cause;
    }

    private static void putUnlessEmpty(ObjectNode node, String field, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            node.put(field, value);
        }
    }
}
