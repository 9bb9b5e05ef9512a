package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** What a pod's specification says by what else it says, in pods and in templates of pods. */
final class PodSpecDefaults {

    private static final List<String> CONTAINERS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodSpecDefaults() {}

    static void apply(JsonNode spec) {
        if (!(spec instanceof ObjectNode pod)) {
            return;
        }
        accounts(pod);
        for (String list : CONTAINERS) {
            for (JsonNode container : pod.path(list)) {
                if (container instanceof ObjectNode object) {
                    Trees.putIfAbsent(object, "imagePullPolicy", pullPolicy(Trees.text(object, "image")));
                }
            }
        }
        for (JsonNode volume : pod.path("volumes")) {
            if (volume instanceof ObjectNode object && isWithoutSource(object)) {
                object.putObject("emptyDir");
            }
        }
    }

    /** Of a field with an old and a new name, both are set. */
    private static void accounts(ObjectNode pod) {
        String account = Trees.text(pod, "serviceAccountName");
        if (account.isEmpty()) {
            account = Trees.text(pod, "serviceAccount");
        }
        if (!account.isEmpty()) {
            pod.put("serviceAccountName", account);
            pod.put("serviceAccount", account);
        }
    }

    private static boolean isWithoutSource(ObjectNode volume) {
        return volume.properties().stream().allMatch(e -> e.getKey().equals("name"));
    }

    /** What a pod says besides, and a template does not. */
    static void ofPod(JsonNode spec) {
        boolean hostNetwork = spec.path("hostNetwork").asBoolean(false);
        for (String list : CONTAINERS) {
            for (JsonNode container : spec.path(list)) {
                if (container instanceof ObjectNode object) {
                    ofPod(object, hostNetwork);
                }
            }
        }
    }

    private static void ofPod(ObjectNode container, boolean hostNetwork) {
        if (hostNetwork) {
            for (JsonNode port : container.path("ports")) {
                if (port instanceof ObjectNode object && port.path("hostPort").asInt(0) == 0) {
                    object.set("hostPort", port.path("containerPort"));
                }
            }
        }
        JsonNode limits = Trees.at(container, "resources.limits");
        if (!limits.isEmpty()) {
            ObjectNode requests = Trees.object(Trees.object(container, "resources"), "requests");
            limits.properties().forEach(limit -> Trees.putIfAbsent(requests, limit.getKey(), limit.getValue()));
        }
    }

    /** An image whose tag may come to mean something else is looked for each time. */
    static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean pinned = name.contains("@") || (name.contains(":") && !name.endsWith(":latest"));
        return pinned ? "IfNotPresent" : "Always";
    }
}
