package io.jubernetes.apiserver.virtual;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.media.Answer;
import io.jubernetes.apiserver.registry.BodyDecoder;

/** The bodies of objects that are not stored. */
public final class VirtualBody {

    private VirtualBody() {}

    /** The object that was posted; what its kind may be left out, it is filled in. */
    public static ObjectNode read(ApiRequest request, String apiVersion, String kind) {
        ObjectNode object = request.body().length == 0
                ? Json.object()
                : BodyDecoder.decode(request).object();
        String given = object.path("kind").asText(kind);
        if (!given.equals(kind)) {
            throw ApiException.badRequest(
                    "the object provided is unrecognized (must be of type " + kind + "): kind is " + given);
        }
        ObjectNode complete = Json.object().put("kind", kind).put("apiVersion", apiVersion);
        complete.putObject("metadata");
        complete.setAll(object);
        return complete;
    }

    public static ApiResponse created(ObjectNode object, ApiRequest request) {
        return Answer.of(201, object, request);
    }
}
