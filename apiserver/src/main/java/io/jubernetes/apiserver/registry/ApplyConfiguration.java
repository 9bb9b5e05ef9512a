package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.Ownership;
import io.jubernetes.apimachinery.fieldmanagement.Shape;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.schema.FieldValidation;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.registry.WriteOptions.Strictness;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** The body of an apply: the fields that the applier wants, and nothing else. */
final class ApplyConfiguration {

    private ApplyConfiguration() {}

    /** @throws ApiException BadRequest when it cannot be applied to objects of the resource */
    static ObjectNode read(Write write, Shape shape) {
        ResourceType type = write.resource().type();
        return read(write, type.group() + "/" + type.version() + ", Kind=" + type.kind(), shape);
    }

    /** @param kind group, version and kind, as messages write them: {@code apps/v1, Kind=Deployment} */
    static ObjectNode read(Write write, String kind, Shape shape) {
        DecodedObject decoded = decode(write.context().request());
        ObjectNode config = decoded.object();
        report(decoded.duplicateFields(), write);
        String apiVersion = Trees.text(config, "apiVersion");
        String sent = (apiVersion.contains("/") ? "" : "/") + apiVersion + ", Kind=" + Trees.text(config, "kind");
        if (!sent.equals(kind)) {
            throw ApiException.badRequest("invalid object type: " + sent);
        }
        if (Trees.metadata(config).hasNonNull("managedFields")) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        Trees.metadata(config).remove("managedFields");
        String problems = Ownership.problems(shape, config);
        if (!problems.isEmpty()) {
            throw ApiException.badRequest("failed to create typed patch object ("
                    + Trees.text(config, "metadata.namespace") + "/" + Trees.text(config, "metadata.name") + "; "
                    + sent + "): " + problems);
        }
        return config;
    }

    // clients send JSON, which is YAML too, and far quicker to read
    private static DecodedObject decode(ApiRequest request) {
        try {
            return Json.decode(request.body());
        } catch (ApiException notJson) {
            return yaml(request.body());
        }
    }

    private static DecodedObject yaml(byte[] body) {
        try {
            return Yaml.decode(body);
        } catch (ApiException malformed) {
            throw ApiException.badRequest("error decoding YAML: " + malformed.getMessage());
        }
    }

    private static void report(List<String> duplicates, Write write) {
        List<String> texts = FieldValidation.duplicateTexts(duplicates);
        if (write.options().strictness() == Strictness.STRICT && !texts.isEmpty()) {
            throw ApiException.badRequest("error strict decoding YAML: " + String.join(", ", texts));
        }
        if (write.options().strictness() == Strictness.WARN) {
            texts.forEach(write.context()::warn);
        }
    }
}
