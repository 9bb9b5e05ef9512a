package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Nodes: who registers one says its first status too. */
final class NodeStrategy implements Strategy {

    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    @Override
    public void validate(ObjectNode object, Problems problems) {
        JsonNode taints = Trees.at(object, "spec.taints");
        Set<String> seen = new LinkedHashSet<>();
        for (int i = 0; i < taints.size(); i++) {
            String path = "spec.taints[" + i + "]";
            String key = Trees.text(taints.get(i), "key");
            String effect = Trees.text(taints.get(i), "effect");
            problems.invalid(path + ".key", key, Names.qualifiedName(key));
            if (!EFFECTS.contains(effect)) {
                problems.notSupported(path + ".effect", effect, EFFECTS);
            }
            if (!seen.add(key + ":" + effect)) {
                problems.duplicate(path, taints.get(i));
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        for (String field : List.of("spec.podCIDR", "spec.providerID")) {
            JsonNode before = Trees.at(previous, field);
            if (!Trees.isBlank(before) && !Trees.sameMeaning(before, Trees.at(next, field))) {
                problems.forbidden(
                        field, "node updates may not change " + field.substring(5) + " except from \"\" to valid");
            }
        }
    }

    @Override
    public boolean keepsStatusOnCreate() {
        return true;
    }
}
