package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;

/** Asks somebody else to convert objects, by a {@code ConversionReview}. */
final class WebhookConverter implements Converter {

    private static final List<String> OURS = List.of("v1", "v1beta1");

    private final Environment environment;
    private final String definition;
    private final String reviewVersion;
    private final WebhookCall call;

    WebhookConverter(Environment environment, ObjectReader objects, String definition, JsonNode webhook) {
        this.environment = environment;
        this.definition = definition;
        this.call = new WebhookCall(environment, objects, webhook.path("clientConfig"));
        this.reviewVersion = webhook.path("conversionReviewVersions")
                .valueStream()
                .map(JsonNode::asText)
                .filter(OURS::contains)
                .findFirst()
                .orElse("v1");
    }

    @Override
    public List<ObjectNode> convert(List<ObjectNode> objects, String apiVersion) {
        String uid = environment.newUid();
        ObjectNode review = Json.object()
                .put("kind", "ConversionReview")
                .put("apiVersion", "apiextensions.k8s.io/" + reviewVersion);
        ObjectNode request = review.putObject("request").put("uid", uid).put("desiredAPIVersion", apiVersion);
        ArrayNode sent = request.putArray("objects");
        objects.forEach(sent::add);
        JsonNode response = call.post(review, why -> failed(objects, why)).path("response");
        if (!Trees.text(response, "uid").equals(uid)) {
            throw failed(objects, "expected response.uid=\"" + uid + "\", got \"" + Trees.text(response, "uid") + "\"");
        }
        JsonNode result = response.path("result");
        if (!Trees.text(result, "status").equals("Success")) {
            throw failed(objects, Trees.text(result, "message"));
        }
        return checked(objects, response.path("convertedObjects"), apiVersion);
    }

    private List<ObjectNode> checked(List<ObjectNode> objects, JsonNode answered, String apiVersion) {
        if (answered.size() != objects.size()) {
            throw failed(objects, "webhook returned " + answered.size() + " objects, expected " + objects.size());
        }
        List<ObjectNode> converted = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            if (!(answered.get(i) instanceof ObjectNode object)
                    || !Trees.text(object, "apiVersion").equals(apiVersion)) {
                throw failed(
                        objects, "invalid groupVersion at index " + i + " in converted objects, want " + apiVersion);
            }
            converted.add(merged(objects.get(i), object, i));
        }
        return converted;
    }

    /** A conversion may change labels and annotations, and no other metadata. */
    private ObjectNode merged(ObjectNode original, ObjectNode converted, int index) {
        if (!original.path("kind").equals(converted.path("kind"))) {
            throw failed(List.of(original), "invalid kind at index " + index + " in converted objects");
        }
        ObjectNode before = Trees.metadata(original);
        ObjectNode after = Trees.metadata(converted);
        for (String field : List.of("name", "namespace", "uid")) {
            if (!Trees.text(before, field).equals(Trees.text(after, field))) {
                throw failed(
                        List.of(original),
                        "invalid metadata of object at index " + index + ": " + field + " must not change");
            }
        }
        ObjectNode metadata = before.deepCopy();
        Trees.copy(after, metadata, "labels");
        Trees.copy(after, metadata, "annotations");
        converted.set("metadata", metadata);
        return converted;
    }

    private ApiException failed(List<ObjectNode> objects, String why) {
        ObjectNode first = objects.getFirst();
        return ApiException.internal("conversion webhook for " + Trees.text(first, "apiVersion") + ", Kind="
                + Trees.text(first, "kind") + " failed: " + why);
    }

    @Override
    public String toString() {
        return "conversion webhook of " + definition;
    }
}
