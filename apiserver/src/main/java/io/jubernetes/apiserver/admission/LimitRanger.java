package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gives containers the requests and limits that their namespace says by default, and refuses what it does not allow. */
final class LimitRanger implements AdmissionPlugin {

    private static final String NOTE = "kubernetes.io/limit-ranger";

    private final ObjectReader objects;

    LimitRanger(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "LimitRanger";
    }

    @Override
    public void admit(Attributes write) {
        boolean pod = write.creates("", "pods");
        if (!pod && !write.creates("", "persistentvolumeclaims")) {
            return;
        }
        for (ObjectNode range : objects.list("", "limitranges", write.namespace())) {
            JsonNode limits = Trees.at(range, "spec.limits");
            if (pod) {
                limits.forEach(limit -> defaults(limit, write.object()));
            }
            List<String> problems = new ArrayList<>();
            limits.forEach(limit -> LimitChecks.check(limit, write.object(), problems));
            refuse(write, problems);
        }
    }

    private static void refuse(Attributes write, List<String> problems) {
        if (!problems.isEmpty()) {
            String all = problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]";
            throw ApiException.forbidden(write.type().group(), write.type().plural(), write.name(), all);
        }
    }

    private static void defaults(JsonNode limit, ObjectNode pod) {
        if (!Trees.text(limit, "type").equals("Container")) {
            return;
        }
        List<String> notes = new ArrayList<>();
        for (String list : List.of("containers", "initContainers")) {
            String noun = list.equals("containers") ? "container" : "init container";
            for (JsonNode container : Trees.at(pod, "spec." + list)) {
                ObjectNode resources = Trees.object((ObjectNode) container, "resources");
                String name = noun + " " + Trees.text(container, "name");
                fill(resources, "requests", limit.path("defaultRequest"), name, notes);
                fill(resources, "limits", limit.path("default"), name, notes);
            }
        }
        if (!notes.isEmpty()) {
            Trees.object(Trees.metadata(pod), "annotations")
                    .put(NOTE, "LimitRanger plugin set: " + String.join("; ", notes));
        }
    }

    private static void fill(ObjectNode resources, String part, JsonNode defaults, String name, List<String> notes) {
        List<String> filled = new ArrayList<>();
        defaults.properties().forEach(entry -> {
            ObjectNode amounts = Trees.object(resources, part);
            if (!amounts.has(entry.getKey())) {
                amounts.set(entry.getKey(), entry.getValue());
                filled.add(entry.getKey());
            }
        });
        if (!filled.isEmpty()) {
            String noun = part.toLowerCase(Locale.ROOT).substring(0, part.length() - 1);
            notes.add(String.join(", ", filled) + " " + noun + " for " + name);
        }
    }
}
