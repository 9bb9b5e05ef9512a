package io.jubernetes.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.validation.Trees;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How a container uses the pod's volumes. */
final class MountChecks {

    private MountChecks() {}

    /** @param volumes of the pod, by name */
    static void check(Spot container, Map<String, JsonNode> volumes) {
        Set<String> deviceNames = new HashSet<>();
        Set<String> devicePaths = new HashSet<>();
        Spot devices = container.field("volumeDevices");
        for (int i = 0; i < devices.value().size(); i++) {
            device(devices.item(i), volumes);
            once(devices.item(i).field("name"), deviceNames);
            once(devices.item(i).field("devicePath"), devicePaths);
        }
        boolean privileged =
                Trees.at(container.value(), "securityContext.privileged").asBoolean(false);
        Set<String> paths = new HashSet<>();
        Spot mounts = container.field("volumeMounts");
        for (int i = 0; i < mounts.value().size(); i++) {
            Spot mount = mounts.item(i);
            known(mount.field("name"), volumes);
            once(mount.field("mountPath"), paths);
            apart(mount.field("name"), deviceNames, "must not already exist in volumeDevices");
            apart(mount.field("mountPath"), devicePaths, "must not already exist as a path in volumeDevices");
            propagation(mount.field("mountPropagation"), privileged);
        }
    }

    private static void known(Spot name, Map<String, JsonNode> volumes) {
        if (!name.text().isEmpty() && !volumes.containsKey(name.text())) {
            name.problems().notFound(name.path().toString(), name.text());
        }
    }

    private static void once(Spot value, Set<String> seen) {
        if (!value.text().isEmpty() && !seen.add(value.text())) {
            value.invalid("must be unique");
        }
    }

    private static void apart(Spot value, Set<String> others, String why) {
        if (others.contains(value.text())) {
            value.invalid(why);
        }
    }

    private static void propagation(Spot mode, boolean privileged) {
        if (mode.text().equals("Bidirectional") && !privileged) {
            mode.forbidden("Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private static void device(Spot device, Map<String, JsonNode> volumes) {
        Spot name = device.field("name");
        known(name, volumes);
        JsonNode volume = volumes.get(name.text());
        if (volume != null && !volume.has("persistentVolumeClaim") && !volume.has("ephemeral")) {
            name.invalid("can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
        }
    }
}
