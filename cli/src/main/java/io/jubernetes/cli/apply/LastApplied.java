package io.jubernetes.cli.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.cli.output.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The annotation in which an object keeps what was applied last; the same as kubectl's, byte for byte. */
public final class LastApplied {

    public static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    private LastApplied() {}

    /** What was applied last; null when the object was not made by applying, or the annotation is broken. */
    public static @Nullable ObjectNode of(ObjectNode live) {
        String text = live.path("metadata").path("annotations").path(ANNOTATION).asText("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Json.decode(text.getBytes(StandardCharsets.UTF_8)).object();
        } catch (ApiException e) {
            return null;
        }
    }

    /** A copy of a manifest that says what it is. */
    public static ObjectNode annotated(ObjectNode manifest) {
        ObjectNode copy = manifest.deepCopy();
        ObjectNode metadata = object(copy, "metadata");
        ObjectNode annotations = object(metadata, "annotations");
        annotations.remove(ANNOTATION);
        annotations.put(ANNOTATION, JsonText.compact(copy) + "\n");
        return copy;
    }

    private static ObjectNode object(ObjectNode parent, String name) {
        return parent.path(name) instanceof ObjectNode known ? known : parent.putObject(name);
    }
}
