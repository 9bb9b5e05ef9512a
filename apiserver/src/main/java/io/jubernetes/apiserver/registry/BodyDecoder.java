package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apiserver.media.MediaTypes;
import io.jubernetes.apiserver.media.Representation.Format;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the object in the body of a request. */
public final class BodyDecoder {

    private static final String UNKNOWN_FORMAT =
            "the body of the request was in an unknown format - accepted media types "
                    + "include: application/json, application/yaml, application/vnd.kubernetes.protobuf";

    private BodyDecoder() {}

    /** @throws ApiException UnsupportedMediaType or BadRequest */
    public static DecodedObject decode(ApiRequest request) {
        Format format = format(request.headers().first("content-type"));
        if (request.body().length == 0) {
            throw ApiException.badRequest("the request has no body; an object is required");
        }
        return switch (format) {
            case JSON -> Json.decode(request.body());
            case YAML -> Yaml.decode(request.body());
            case PROTOBUF -> of(ProtobufCodec.kubernetes().decode(request.body()));
        };
    }

    /** The object in the body, an empty one when there is no body. */
    static ObjectNode optional(ApiRequest request) {
        return request.body().length == 0 ? Json.object() : decode(request).object();
    }

    private static Format format(@Nullable String contentType) {
        String type = contentType == null ? "" : MediaTypes.clause(contentType).type();
        return switch (type) {
            case "", MediaTypes.JSON -> Format.JSON;
            case MediaTypes.YAML, "application/x-yaml", "text/yaml" -> Format.YAML;
            case ProtobufCodec.MEDIA_TYPE -> Format.PROTOBUF;
            default -> throw new ApiException(StatusReason.UnsupportedMediaType, UNKNOWN_FORMAT);
        };
    }

    /** A document without repeated fields, for parts that only we read. */
    static DecodedObject of(ObjectNode object) {
        return new DecodedObject(object, List.of());
    }
}
