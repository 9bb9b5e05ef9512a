package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.JsonPatch;
import io.jubernetes.apimachinery.patch.MergePatch;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.apimachinery.patch.StrategicMergePatch;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apiserver.validation.Trees;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Patches that say what to change; see {@link Applier} for the one that says what to be. */
final class Patches {

    private static final String ACCEPTED =
            "the body of the request was in an unknown format - accepted media types include: "
                    + "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, "
                    + "application/apply-patch+yaml";

    private Patches() {}

    /** Whether a request is a server-side apply. */
    static boolean isApply(ApiRequest request) {
        String contentType = request.headers().first("content-type");
        return contentType != null && PatchType.of(contentType) == PatchType.APPLY;
    }

    /**
     * What a request's body does to objects of a type.
     *
     * @throws ApiException UnsupportedMediaType when it is no patch that we know, BadRequest when it is none at all
     */
    static UnaryOperator<ObjectNode> parse(ApiRequest request, Resource resource) {
        if (!resource.content().declared()
                && PatchType.of(String.valueOf(request.headers().first("content-type"))) == PatchType.STRATEGIC) {
            throw new ApiException(
                    StatusReason.UnsupportedMediaType,
                    ACCEPTED.replace("application/strategic-merge-patch+json, ", ""));
        }
        return parse(request, resource.content().schema(), resource.type().schemaType());
    }

    /** As {@link #parse(ApiRequest, Resource)}, of objects of a type that a subresource gives. */
    static UnaryOperator<ObjectNode> parse(ApiRequest request, Schema schema, String typeName) {
        PatchType type = type(request.headers().first("content-type"));
        WriteOptions.forbidForce(request.query());
        JsonNode patch = Json.decodeValue(request.body());
        UnaryOperator<ObjectNode> patching = switch (type) {
            case JSON -> object -> JsonPatch.apply(object, patch);
            case MERGE -> object -> MergePatch.apply(object, patch);
            case STRATEGIC -> object -> StrategicMergePatch.apply(schema, typeName, object, patch);
            case APPLY -> throw unsupported();
        };
        return object -> unpinned(object, patching.apply(object));
    }

    // A patch is made for whatever state there is: only when it sets a resourceVersion itself is it made for that one.
    private static ObjectNode unpinned(ObjectNode before, ObjectNode after) {
        String revision = Trees.text(before, "metadata.resourceVersion");
        if (Trees.text(after, "metadata.resourceVersion").equals(revision)) {
            Trees.metadata(after).remove("resourceVersion");
        }
        return after;
    }

    private static PatchType type(@Nullable String contentType) {
        PatchType type = contentType == null ? null : PatchType.of(contentType);
        if (type == null) {
            throw unsupported();
        }
        return type;
    }

    private static ApiException unsupported() {
        return new ApiException(StatusReason.UnsupportedMediaType, ACCEPTED);
    }
}
