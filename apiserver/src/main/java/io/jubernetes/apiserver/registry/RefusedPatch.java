package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.patch.PatchType;
import io.jubernetes.apimachinery.schema.FieldValidation;
import io.jubernetes.apiserver.validation.Problems;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a patch made cannot be decoded, or has fields that nobody knows and the client wants to be told: the patch is invalid, all
 * of it is shown.
 */
final class RefusedPatch {

    private static final String UNDECODABLE = " cannot be handled as a ";

    private RefusedPatch() {}

    /** @param patched as the patch made it */
    static ApiException of(ApiRequest request, Resource resource, ObjectNode patched, ApiException refusal) {
        boolean strategic =
                PatchType.of(String.valueOf(request.headers().first("content-type"))) == PatchType.STRATEGIC;
        String why = why(resource, patched, String.valueOf(refusal.getMessage()), strategic);
        if (!refusal.is(StatusReason.BadRequest) || why.isEmpty()) {
            return refusal;
        }
        Problems problems = new Problems();
        problems.invalid("patch", strategic ? text(Json.decodeValue(request.body())) : patched.toString(), why);
        return ApiException.invalid("", "", "", problems.causes());
    }

    private static String why(Resource resource, ObjectNode patched, String refusal, boolean strategic) {
        if (refusal.startsWith("strict decoding error")) {
            return refusal;
        }
        int undecodable = refusal.indexOf(UNDECODABLE + resource.type().kind() + ": ");
        if (undecodable < 0) {
            return "";
        }
        String unconverted = strategic
                ? FieldValidation.conversionError(
                        resource.content().schema(), resource.type().schemaType(), patched)
                : null;
        return unconverted == null
                ? refusal.substring(undecodable
                        + UNDECODABLE.length()
                        + resource.type().kind().length()
                        + 2)
                : unconverted;
    }

    /** As Go prints what it decoded. */
    private static String text(JsonNode value) {
        if (value.isObject()) {
            Map<String, String> sorted = new TreeMap<>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), text(entry.getValue())));
            return sorted.entrySet().stream()
                    .map(entry -> entry.getKey() + ":" + entry.getValue())
                    .collect(Collectors.joining(" ", "map[", "]"));
        }
        if (value.isArray()) {
            return value.valueStream().map(RefusedPatch::text).collect(Collectors.joining(" ", "[", "]"));
        }
        return value.isNull() ? "<nil>" : value.asText();
    }
}
