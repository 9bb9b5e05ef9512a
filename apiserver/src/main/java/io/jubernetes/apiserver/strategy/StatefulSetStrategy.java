package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** StatefulSets: little of them changes once they are there. */
final class StatefulSetStrategy implements Strategy {

    private static final List<String> CHANGEABLE = List.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");
    private static final String FORBIDDEN = "updates to statefulset spec for fields other than 'replicas', 'ordinals', "
            + "'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
            + "'minReadySeconds' are forbidden";

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "spec.template.spec"));
        for (JsonNode claim : Trees.at(object, "spec.volumeClaimTemplates")) {
            if (claim instanceof ObjectNode template) {
                template.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
                Trees.putIfAbsent(Trees.object(template, "status"), "phase", "Pending");
            }
        }
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").put("replicas", 0);
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        if (!Trees.sameMeaning(fixed(next), fixed(previous))) {
            problems.forbidden("spec", FORBIDDEN);
        }
    }

    private static JsonNode fixed(ObjectNode object) {
        ObjectNode spec = Trees.object(object.deepCopy(), "spec");
        for (JsonNode claim : spec.path("volumeClaimTemplates")) {
            if (claim instanceof ObjectNode template) {
                // what the server itself says of them
                template.remove(List.of("apiVersion", "kind", "status"));
            }
        }
        return spec.remove(CHANGEABLE);
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
