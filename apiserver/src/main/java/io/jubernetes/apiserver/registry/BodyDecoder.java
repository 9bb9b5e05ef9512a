package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the object in the body of a request. */
final class BodyDecoder {

    private static final String UNKNOWN_FORMAT =
            "the body of the request was in an unknown format - accepted media types "
                    + "include: application/json, application/yaml";

    private BodyDecoder() {}

    /** @throws ApiException UnsupportedMediaType or BadRequest */
    static DecodedObject decode(ApiRequest request) {
        boolean yaml = isYaml(request.headers().first("content-type"));
        if (request.body().length == 0) {
            throw ApiException.badRequest("the request has no body; an object is required");
        }
        return yaml ? Yaml.decode(request.body()) : Json.decode(request.body());
    }

    /** The object in the body, an empty one when there is no body. */
    static ObjectNode optional(ApiRequest request) {
        return request.body().length == 0 ? Json.object() : decode(request).object();
    }

    private static boolean isYaml(@Nullable String contentType) {
        String type = contentType == null ? "" : MediaTypes.clause(contentType).type();
        return switch (type) {
            case "", MediaTypes.JSON -> false;
            case MediaTypes.YAML, "application/x-yaml", "text/yaml" -> true;
            default -> throw new ApiException(StatusReason.UnsupportedMediaType, UNKNOWN_FORMAT);
        };
    }

    /** A document without repeated fields, for parts that only we read. */
    static DecodedObject of(ObjectNode object) {
        return new DecodedObject(object, List.of());
    }
}
