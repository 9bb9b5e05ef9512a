package io.jubernetes.apiserver.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The objects that a pod refers to by name, in its own namespace. */
public final class PodReferences {

    private static final List<String> CONTAINERS = List.of("initContainers", "containers", "ephemeralContainers");

    private PodReferences() {}

    public static Set<String> secrets(ObjectNode pod) {
        Set<String> names = new LinkedHashSet<>();
        pod.path("spec").path("imagePullSecrets").forEach(secret -> names.add(Trees.text(secret, "name")));
        environment(pod, "secretRef", "secretKeyRef", names);
        for (JsonNode source : sources(pod)) {
            source.propertyStream().forEach(part -> secretsOf(part.getKey(), part.getValue(), names));
        }
        names.remove("");
        return names;
    }

    /** As the kinds of volumes write it. */
    private static void secretsOf(String kind, JsonNode volume, Set<String> names) {
        if (kind.equals("secret")) {
            names.add(Trees.text(volume, "secretName"));
            names.add(Trees.text(volume, "name"));
        }
        if (kind.equals("azureFile")) {
            names.add(Trees.text(volume, "secretName"));
        }
        names.add(Trees.text(volume, "secretRef.name"));
        names.add(Trees.text(volume, "nodePublishSecretRef.name"));
    }

    public static Set<String> configMaps(ObjectNode pod) {
        Set<String> names = new LinkedHashSet<>();
        environment(pod, "configMapRef", "configMapKeyRef", names);
        for (JsonNode source : sources(pod)) {
            names.add(Trees.text(source, "configMap.name"));
        }
        names.remove("");
        return names;
    }

    private static void environment(ObjectNode pod, String all, String one, Set<String> names) {
        for (String list : CONTAINERS) {
            for (JsonNode container : pod.path("spec").path(list)) {
                container.path("envFrom").forEach(from -> names.add(Trees.text(from, all + ".name")));
                container.path("env").forEach(env -> names.add(Trees.text(env, "valueFrom." + one + ".name")));
            }
        }
    }

    /** Where volumes get their contents: themselves, and the parts of those that have several. */
    private static List<JsonNode> sources(ObjectNode pod) {
        List<JsonNode> sources = new ArrayList<>();
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            sources.add(volume);
            volume.path("projected").path("sources").forEach(sources::add);
        }
        return sources;
    }

    public static Set<String> claims(ObjectNode pod) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode volume : pod.path("spec").path("volumes")) {
            names.add(Trees.text(volume, "persistentVolumeClaim.claimName"));
            if (volume.has("ephemeral")) {
                names.add(Trees.text(pod, "metadata.name") + "-" + Trees.text(volume, "name"));
            }
        }
        names.remove("");
        return names;
    }

    public static Set<String> resourceClaims(ObjectNode pod) {
        Set<String> names = new LinkedHashSet<>();
        pod.path("spec").path("resourceClaims").forEach(claim -> names.add(Trees.text(claim, "resourceClaimName")));
        pod.path("status")
                .path("resourceClaimStatuses")
                .forEach(claim -> names.add(Trees.text(claim, "resourceClaimName")));
        names.add(Trees.text(pod, "status.extendedResourceClaimStatus.resourceClaimName"));
        names.remove("");
        return names;
    }

    /**
     * Whether a persistent volume needs a secret.
     *
     * @param claimed the namespace of its claim, where those lie that say no other
     */
    static boolean usesSecret(JsonNode volume, String claimed, String namespace, String secret) {
        for (JsonNode source : volume) {
            for (String reference :
                    List.of("secretRef", "nodePublishSecretRef", "nodeStageSecretRef", "nodeExpandSecretRef")) {
                JsonNode named = source.path(reference);
                String where = named.path("namespace").asText("");
                if (Trees.text(named, "name").equals(secret) && (where.isEmpty() ? claimed : where).equals(namespace)) {
                    return true;
                }
            }
            String where = source.path("secretNamespace").asText("");
            if (Trees.text(source, "secretName").equals(secret)
                    && (where.isEmpty() ? claimed : where).equals(namespace)) {
                return true;
            }
        }
        return false;
    }
}
