package io.jubernetes.apiserver.media;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.YamlText;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apiserver.media.Representation.Format;
import io.jubernetes.apiserver.media.Representation.Shape;
import java.nio.charset.StandardCharsets;

/** Answers that are one object, in the form that the client takes. */
public final class Answer {

    private Answer() {}

    /** An object that has no other shape than its own. @throws ApiException NotAcceptable */
    public static ApiResponse of(int status, ObjectNode object, ApiRequest request) {
        return of(status, object, MediaTypes.wanted(request, shape -> handled(object)));
    }

    /** As {@link #of(int, ObjectNode, ApiRequest)}, but in JSON when the client takes nothing that we have. */
    public static ApiResponse refusal(int status, ObjectNode object, ApiRequest request) {
        try {
            return of(status, object, request);
        } catch (ApiException notAcceptable) {
            // it shall learn what is wrong all the same
            return of(status, object, new Representation(Shape.OBJECT, Format.JSON, false));
        }
    }

    private static boolean handled(ObjectNode object) {
        return ProtobufCodec.kubernetes()
                .handles(object.path("apiVersion").asText(), object.path("kind").asText());
    }

    /** An object in the form that was agreed on; its shape is what the caller made of it. */
    public static ApiResponse of(int status, ObjectNode object, Representation wanted) {
        return switch (wanted.format()) {
            case YAML ->
                ApiResponse.of(status, MediaTypes.YAML, YamlText.of(object).getBytes(StandardCharsets.UTF_8));
            case JSON -> ApiResponse.of(status, MediaTypes.JSON, text(object, wanted.pretty()));
            case PROTOBUF ->
                ApiResponse.of(
                        status,
                        ProtobufCodec.MEDIA_TYPE,
                        ProtobufCodec.kubernetes().encode(object));
        };
    }

    private static byte[] text(ObjectNode object, boolean pretty) {
        // upstream ends compact answers with a line end, and indented ones without
        String text = pretty ? PrettyJson.of(object) : object + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
