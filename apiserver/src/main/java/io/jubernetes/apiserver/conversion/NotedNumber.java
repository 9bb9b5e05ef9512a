package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** A number of the specification that is an annotation in the version that is stored. */
final class NotedNumber implements Conversion {

    private final String annotation;
    private final List<String> path;

    /** @param path below the specification */
    NotedNumber(String annotation, String... path) {
        this.annotation = annotation;
        this.path = List.of(path);
    }

    @Override
    public void fromStored(ObjectNode object) {
        String noted =
                Trees.metadata(object).path("annotations").path(annotation).asText();
        if (!noted.matches("\\d{1,18}")) {
            return;
        }
        ObjectNode owner = Trees.object(object, "spec");
        for (String parent : path.subList(0, path.size() - 1)) {
            owner = Trees.object(owner, parent);
        }
        Trees.putNumber(owner, path.getLast(), Long.parseLong(noted));
        ObjectNode annotations = Trees.object(Trees.metadata(object), "annotations");
        annotations.remove(annotation);
        if (annotations.isEmpty()) {
            Trees.metadata(object).remove("annotations");
        }
    }

    @Override
    public void toStored(ObjectNode object) {
        JsonNode value = Trees.at(object.path("spec"), String.join(".", path));
        if (object.get("spec") instanceof ObjectNode spec && spec.remove(path.getFirst()) != null) {
            Trees.object(Trees.metadata(object), "annotations").put(annotation, Long.toString(value.asLong()));
        }
    }
}
