package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.schema.FieldValidation;
import io.jubernetes.apimachinery.schema.ObjectRules;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.registry.WriteOptions.Strictness;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Brings what a client sent into the form that is stored: known fields only, right types, defaults filled in. */
final class ObjectForm {

    /**
     * Changes {@code decoded} into its stored form.
     *
     * @param warnings takes what the client's user should know
     * @throws ApiException BadRequest for what cannot be an object of this type, or is refused as asked
     */
    void complete(Resource resource, DecodedObject decoded, Strictness strictness, Consumer<String> warnings) {
        ResourceType type = resource.type();
        ObjectRules rules = resource.content().rules();
        ObjectNode object = decoded.object();
        requireKind(type.apiVersion(), type.kind(), object);
        rules.requireDecodable(object);
        List<String> unknown = rules.prune(object);
        report(decoded.duplicateFields(), unknown, strictness, warnings);
        rules.complete(object);
        resource.strategy().defaults(object);
    }

    private static void report(
            List<String> duplicates, List<String> unknown, Strictness strictness, Consumer<String> warnings) {
        if (strictness == Strictness.IGNORE || (duplicates.isEmpty() && unknown.isEmpty())) {
            return;
        }
        List<String> texts = new ArrayList<>(FieldValidation.unknownTexts(unknown));
        texts.addAll(FieldValidation.duplicateTexts(duplicates));
        if (strictness == Strictness.STRICT) {
            throw ApiException.badRequest(FieldValidation.strictDecodingError(texts));
        }
        texts.forEach(warnings);
    }

    /** Refuses an object of another kind, and names the kind of one that does not say it. */
    static void requireKind(String apiVersion, String kind, ObjectNode object) {
        Trees.putIfAbsent(object, "apiVersion", apiVersion);
        Trees.putIfAbsent(object, "kind", kind);
        String sentVersion = Trees.text(object, "apiVersion");
        String sentKind = Trees.text(object, "kind");
        if (!sentKind.equals(kind)) {
            throw ApiException.badRequest(
                    sentKind + " in version \"" + sentVersion + "\" cannot be handled as a " + kind);
        }
        if (!sentVersion.equals(apiVersion)) {
            throw ApiException.badRequest("the API version in the data (" + sentVersion
                    + ") does not match the expected API version (" + apiVersion + ")");
        }
    }
}
