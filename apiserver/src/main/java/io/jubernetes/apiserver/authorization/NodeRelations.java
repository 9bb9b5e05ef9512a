package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which objects a node has to do with: its pods, what they refer to, and what that refers to. Asked anew each time: a node's pods
 * are found by an indexed field, and few.
 */
final class NodeRelations {

    private static final String MIRROR = "kubernetes.io/config.mirror";

    private final ObjectReader objects;

    NodeRelations(ObjectReader objects) {
        this.objects = objects;
    }

    boolean exist(String node, Target target) {
        String namespace = target.namespace();
        String name = target.name();
        return switch (target.resource()) {
            case "pods" -> isOn(node, objects.find("", "pods", namespace, name));
            case "secrets" ->
                pods(node, namespace).anyMatch(pod -> PodReferences.secrets(pod).contains(name))
                        || volumesUse(node, namespace, name);
            case "configmaps" ->
                pods(node, namespace)
                        .anyMatch(pod -> PodReferences.configMaps(pod).contains(name));
            case "serviceaccounts" ->
                pods(node, namespace)
                        .anyMatch(pod ->
                                Trees.text(pod, "spec.serviceAccountName").equals(name));
            case "persistentvolumeclaims" -> usesClaim(node, namespace, name);
            case "persistentvolumes" -> usesVolume(node, objects.find("", "persistentvolumes", "", name));
            case "resourceclaims" ->
                pods(node, namespace)
                        .anyMatch(pod -> PodReferences.resourceClaims(pod).contains(name));
            case "volumeattachments", "resourceslices" ->
                isOn(node, objects.find(target.group(), target.resource(), "", name));
            default -> false;
        };
    }

    private static boolean isOn(String node, @Nullable ObjectNode object) {
        return object != null && Trees.text(object, "spec.nodeName").equals(node);
    }

    /** The pods of a node, without those that the node itself makes: it must not give itself access by them. */
    private Stream<ObjectNode> pods(String node, String namespace) {
        return objects.selected("", "pods", namespace, "spec.nodeName", node).stream()
                .filter(pod -> !pod.path("metadata").path("annotations").has(MIRROR));
    }

    private boolean usesClaim(String node, String namespace, String claim) {
        return pods(node, namespace).anyMatch(pod -> PodReferences.claims(pod).contains(claim));
    }

    private boolean usesVolume(String node, @Nullable ObjectNode volume) {
        JsonNode claim = volume == null ? null : volume.path("spec").path("claimRef");
        return claim != null
                && claim.isObject()
                && usesClaim(node, Trees.text(claim, "namespace"), Trees.text(claim, "name"));
    }

    private boolean volumesUse(String node, String namespace, String secret) {
        List<ObjectNode> pods = objects.selected("", "pods", "", "spec.nodeName", node);
        for (ObjectNode pod : pods) {
            String claimed = Trees.text(pod, "metadata.namespace");
            for (String claim : PodReferences.claims(pod)) {
                ObjectNode bound = objects.find("", "persistentvolumeclaims", claimed, claim);
                String name = bound == null ? "" : Trees.text(bound, "spec.volumeName");
                ObjectNode volume = name.isEmpty() ? null : objects.find("", "persistentvolumes", "", name);
                if (volume != null && PodReferences.usesSecret(volume.path("spec"), claimed, namespace, secret)) {
                    return true;
                }
            }
        }
        return false;
    }
}
