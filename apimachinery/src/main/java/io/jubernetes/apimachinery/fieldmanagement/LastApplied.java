package io.jubernetes.apimachinery.fieldmanagement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.Ownership.Request;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The way over from kubectl's client-side apply, which writes down in an annotation what it applied last: kubectl's
 * server-side apply may take those fields without force, and keeps the annotation true for as long as it is there.
 */
public final class LastApplied {

    private static final String MANAGER = "kubectl";
    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private LastApplied() {}

    /** The fields that client-side apply set, and that are still as it set them. */
    static FieldSet ownedThrough(Shape shape, ObjectNode live, Request request) {
        String text = annotation(live);
        if (!request.writer().owner().manager().equals(MANAGER) || text.isEmpty()) {
            return FieldSet.EMPTY;
        }
        try {
            ObjectNode applied =
                    Json.decode(text.getBytes(StandardCharsets.UTF_8)).object();
            boolean sameVersion = applied.path("apiVersion")
                    .asText()
                    .equals(request.writer().owner().apiVersion());
            if (!sameVersion || !ConfigCheck.problems(shape, applied).isEmpty()) {
                return FieldSet.EMPTY;
            }
            Delta since = Delta.between(shape, applied, live);
            return OwnedFields.of(shape, applied).difference(since.taken()).difference(since.removed());
        } catch (ApiException | IllegalArgumentException unreadable) {
            return FieldSet.EMPTY;
        }
    }

    /** Writes down what was applied, when it is kubectl that applied it and the object has such a note. */
    public static void note(ObjectNode object, ObjectNode applied, String manager) {
        if (!manager.equals(MANAGER) || annotation(object).isEmpty()) {
            return;
        }
        ObjectNode config = applied.deepCopy();
        if (config.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(ANNOTATION);
        }
        JsonNode annotations = object.path("metadata").path("annotations");
        ((ObjectNode) annotations).put(ANNOTATION, sorted(config) + "\n");
    }

    private static JsonNode sorted(JsonNode value) {
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, sorted(list.get(i)));
            }
            return list;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode inOrder = Json.object();
        value.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> inOrder.set(field.getKey(), sorted(field.getValue())));
        return inOrder;
    }

    private static String annotation(ObjectNode object) {
        return object.path("metadata").path("annotations").path(ANNOTATION).asText("");
    }
}
