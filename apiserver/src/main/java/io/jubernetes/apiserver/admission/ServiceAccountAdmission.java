package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.RandomNames;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Gives a pod its service account, and a volume with the account's token. */
final class ServiceAccountAdmission implements AdmissionPlugin {

    private static final String MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
    private static final String VOLUME_PREFIX = "kube-api-access-";
    private static final int TOKEN_SECONDS = 3607;
    private static final int FILE_MODE = 0644;

    private final ObjectReader objects;
    private final Environment environment;

    ServiceAccountAdmission(ObjectReader objects, Environment environment) {
        this.objects = objects;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "ServiceAccount";
    }

    @Override
    public void admit(Attributes write) {
        boolean mirror = write.object().path("metadata").path("annotations").has("kubernetes.io/config.mirror");
        if (write.creates("", "pods") && !mirror) {
            complete(write, Trees.object(write.object(), "spec"));
        }
    }

    private void complete(Attributes write, ObjectNode spec) {
        Trees.putIfAbsent(spec, "serviceAccountName", "default");
        String account = Trees.text(spec, "serviceAccountName");
        spec.put("serviceAccount", account);
        ObjectNode found = objects.find("", "serviceaccounts", write.namespace(), account);
        if (found == null) {
            throw ApiException.forbidden(
                    "",
                    "pods",
                    write.name(),
                    "error looking up service account " + write.namespace() + "/" + account + ": serviceaccount \""
                            + account + "\" not found");
        }
        if (mounts(spec, found)) {
            mount(spec);
        }
        if (spec.path("imagePullSecrets").isEmpty()
                && !found.path("imagePullSecrets").isEmpty()) {
            spec.set("imagePullSecrets", found.path("imagePullSecrets").deepCopy());
        }
    }

    private static boolean mounts(ObjectNode spec, ObjectNode account) {
        JsonNode ofPod = spec.path("automountServiceAccountToken");
        return ofPod.isBoolean()
                ? ofPod.asBoolean()
                : account.path("automountServiceAccountToken").asBoolean(true);
    }

    private void mount(ObjectNode spec) {
        String volume = volumeName(spec);
        boolean used = false;
        for (String containers : List.of("initContainers", "containers")) {
            for (JsonNode container : spec.path(containers)) {
                if (container instanceof ObjectNode object && !isMounted(object)) {
                    Trees.list(object, "volumeMounts")
                            .addObject()
                            .put("name", volume)
                            .put("readOnly", true)
                            .put("mountPath", MOUNT_PATH);
                    used = true;
                }
            }
        }
        if (used && !hasVolume(spec, volume)) {
            Trees.list(spec, "volumes").add(volume(volume));
        }
    }

    private String volumeName(ObjectNode spec) {
        for (JsonNode volume : spec.path("volumes")) {
            if (Trees.text(volume, "name").startsWith(VOLUME_PREFIX)) {
                return Trees.text(volume, "name");
            }
        }
        return VOLUME_PREFIX + RandomNames.suffix(environment.random());
    }

    private static boolean hasVolume(ObjectNode spec, String name) {
        return spec.path("volumes")
                .valueStream()
                .anyMatch(v -> Trees.text(v, "name").equals(name));
    }

    private static boolean isMounted(ObjectNode container) {
        return container
                .path("volumeMounts")
                .valueStream()
                .anyMatch(m -> Trees.text(m, "mountPath").equals(MOUNT_PATH));
    }

    private static ObjectNode volume(String name) {
        ObjectNode volume = Json.object().put("name", name);
        ObjectNode projected = volume.putObject("projected").put("defaultMode", FILE_MODE);
        ArrayNode sources = projected.putArray("sources");
        sources.addObject()
                .putObject("serviceAccountToken")
                .put("expirationSeconds", TOKEN_SECONDS)
                .put("path", "token");
        ObjectNode roots = sources.addObject().putObject("configMap").put("name", "kube-root-ca.crt");
        roots.putArray("items").addObject().put("key", "ca.crt").put("path", "ca.crt");
        ObjectNode item = sources.addObject()
                .putObject("downwardAPI")
                .putArray("items")
                .addObject()
                .put("path", "namespace");
        item.putObject("fieldRef").put("apiVersion", "v1").put("fieldPath", "metadata.namespace");
        return volume;
    }
}
