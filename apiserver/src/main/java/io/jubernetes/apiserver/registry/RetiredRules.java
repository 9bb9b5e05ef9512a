package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.schema.DeclaredRules;
import io.jubernetes.apimachinery.schema.ObjectRules;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a retired version: read and completed as it was then, judged as its successor is.
 *
 * @param templateLabels whether labels and selector default to the labels of the pod template
 */
record RetiredRules(DeclaredRules own, DeclaredRules successor, boolean templateLabels) implements ObjectRules {

    @Override
    public void requireDecodable(ObjectNode object) {
        own.requireDecodable(object);
    }

    @Override
    public List<String> prune(ObjectNode object) {
        return own.prune(object);
    }

    @Override
    public void complete(ObjectNode object) {
        own.complete(object);
        JsonNode labels = Trees.at(object, "spec.template.metadata.labels");
        if (!templateLabels || Trees.isAbsent(labels)) {
            return;
        }
        ObjectNode spec = Trees.object(object, "spec");
        if (Trees.isAbsent(spec.path("selector"))) {
            spec.putObject("selector").set("matchLabels", labels.deepCopy());
        }
        ObjectNode metadata = Trees.metadata(object);
        if (Trees.isBlank(metadata.path("labels"))) {
            metadata.set("labels", labels.deepCopy());
        }
    }

    /** @param object in the version of the successor, as {@link Versions#judged} gives it */
    @Override
    public List<StatusCause> validate(ObjectNode object, @Nullable ObjectNode previous, Consumer<String> warnings) {
        return successor.validate(object, previous, warnings);
    }
}
