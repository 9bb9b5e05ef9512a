package io.jubernetes.apiserver.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What holds for the metadata of every object. */
public final class MetadataValidation {

    private static final int MAX_ANNOTATIONS = 256 * 1024;
    private static final List<String> IMMUTABLE = List.of("name", "namespace", "uid", "creationTimestamp");
    private static final String NEW_FINALIZERS =
            "no new finalizers can be added if the object is being deleted, found new finalizers []string{";

    private MetadataValidation() {}

    /** @param nameRule what is wrong with a name of this kind */
    public static void validate(ObjectNode object, Function<String, List<String>> nameRule, Problems problems) {
        JsonNode metadata = object.path("metadata");
        String name = Trees.text(metadata, "name");
        if (name.isEmpty()) {
            problems.required("metadata.name", "name or generateName is required");
        } else {
            problems.invalid("metadata.name", name, nameRule.apply(name));
        }
        String generateName = Trees.text(metadata, "generateName");
        if (!generateName.isEmpty()) {
            // what is appended may stand behind a dash, which is no end of a name
            String probe = generateName.endsWith("-") ? generateName + "a" : generateName;
            problems.invalid("metadata.generateName", generateName, nameRule.apply(probe));
        }
        labels(metadata.path("labels"), "metadata.labels", problems);
        annotations(metadata.path("annotations"), "metadata.annotations", problems);
        finalizers(metadata.path("finalizers"), problems);
        owners(metadata.path("ownerReferences"), problems);
    }

    public static void labels(JsonNode labels, String field, Problems problems) {
        labels.properties().forEach(label -> {
            problems.invalid(field, label.getKey(), Names.qualifiedName(label.getKey()));
            String value = label.getValue().asText();
            problems.invalid(field, value, Names.labelValue(value));
        });
    }

    public static void annotations(JsonNode annotations, String field, Problems problems) {
        long size = 0;
        for (var annotation : annotations.properties()) {
            String key = annotation.getKey();
            problems.invalid(field, key, Names.qualifiedName(key.toLowerCase(Locale.ROOT)));
            size += utf8(key) + utf8(annotation.getValue().asText());
        }
        if (size > MAX_ANNOTATIONS) {
            problems.tooLong(field, MAX_ANNOTATIONS);
        }
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void finalizers(JsonNode finalizers, Problems problems) {
        boolean orphan = false;
        boolean foreground = false;
        for (int i = 0; i < finalizers.size(); i++) {
            String finalizer = finalizers.get(i).asText();
            problems.invalid("metadata.finalizers", finalizer, Names.qualifiedName(finalizer));
            orphan |= finalizer.equals("orphan");
            foreground |= finalizer.equals("foregroundDeletion");
        }
        if (orphan && foreground) {
            problems.invalid(
                    "metadata.finalizers", finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
        }
    }

    private static void owners(JsonNode owners, Problems problems) {
        List<String> controllers = new ArrayList<>();
        for (int i = 0; i < owners.size(); i++) {
            JsonNode owner = owners.get(i);
            String field = "metadata.ownerReferences[" + i + "]";
            for (String part : List.of("apiVersion", "kind", "name", "uid")) {
                if (Trees.text(owner, part).isEmpty()) {
                    problems.invalid(field + "." + part, "", "must not be empty");
                }
            }
            if (owner.path("controller").asBoolean(false)) {
                controllers.add(Trees.text(owner, "kind") + "/" + Trees.text(owner, "name"));
            }
        }
        if (controllers.size() > 1) {
            problems.invalid(
                    "metadata.ownerReferences",
                    owners,
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                            + controllers.get(0) + " and " + controllers.get(1));
        }
    }

    /** What an update may not change. */
    public static void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        JsonNode now = next.path("metadata");
        JsonNode before = previous.path("metadata");
        for (String field : IMMUTABLE) {
            if (!Trees.sameMeaning(now.path(field), before.path(field))) {
                problems.invalid("metadata." + field, now.path(field), "field is immutable");
            }
        }
        if (!Trees.isAbsent(before.path("deletionTimestamp"))) {
            List<String> added = new ArrayList<>();
            now.path("finalizers").forEach(f -> added.add(f.asText()));
            before.path("finalizers").forEach(f -> added.remove(f.asText()));
            if (!added.isEmpty()) {
                String list = "\"" + String.join("\", \"", added) + "\"}";
                problems.forbidden("metadata.finalizers", NEW_FINALIZERS + list);
            }
        }
    }
}
