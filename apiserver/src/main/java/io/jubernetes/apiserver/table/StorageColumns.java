package io.jubernetes.apiserver.table;

import static io.jubernetes.apiserver.table.Column.age;
import static io.jubernetes.apiserver.table.Column.flag;
import static io.jubernetes.apiserver.table.Column.named;
import static io.jubernetes.apiserver.table.Column.size;
import static io.jubernetes.apiserver.table.Column.text;
import static io.jubernetes.apiserver.table.Fields.UNSET;
import static io.jubernetes.apiserver.table.Fields.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Volumes, their classes, and CSI's objects. */
final class StorageColumns {

    private static final Map<String, String> ACCESS_MODES = new LinkedHashMap<>();

    static {
        ACCESS_MODES.put("ReadWriteOnce", "RWO");
        ACCESS_MODES.put("ReadOnlyMany", "ROX");
        ACCESS_MODES.put("ReadWriteMany", "RWX");
        ACCESS_MODES.put("ReadWriteOncePod", "RWOP");
    }

    private StorageColumns() {}

    static List<Column> persistentVolumes() {
        return List.of(
                named(),
                text("Capacity", "spec.capacity.storage"),
                text("Access Modes", v -> accessModes(v, "spec.accessModes")),
                text("Reclaim Policy", "spec.persistentVolumeReclaimPolicy"),
                text("Status", StorageColumns::phase),
                text("Claim", StorageColumns::claim),
                text("StorageClass", StorageColumns::storageClass),
                text("VolumeAttributesClass", "spec.volumeAttributesClassName", UNSET),
                text("Reason", "status.reason"),
                age(),
                text("VolumeMode", "spec.volumeMode", UNSET).wide());
    }

    static List<Column> persistentVolumeClaims() {
        return List.of(
                named(),
                text("Status", StorageColumns::phase),
                text("Volume", "spec.volumeName"),
                text("Capacity", c -> isBound(c) ? Fields.text(c, "status.capacity.storage") : ""),
                text("Access Modes", c -> isBound(c) ? accessModes(c, "status.accessModes") : ""),
                text("StorageClass", StorageColumns::storageClass),
                text("VolumeAttributesClass", "spec.volumeAttributesClassName", UNSET),
                age(),
                text("VolumeMode", "spec.volumeMode", UNSET).wide());
    }

    static List<Column> storageClasses() {
        return List.of(
                named(StorageColumns::classNameWithDefault),
                text("Provisioner", "provisioner"),
                text("ReclaimPolicy", "reclaimPolicy", "Delete"),
                text("VolumeBindingMode", "volumeBindingMode", "Immediate"),
                flag("AllowVolumeExpansion", "allowVolumeExpansion").asString(),
                age());
    }

    static List<Column> volumeAttributesClasses() {
        return List.of(named(), text("DriverName", "driverName"), age());
    }

    static List<Column> volumeAttachments() {
        return List.of(
                named(),
                text("Attacher", "spec.attacher"),
                text("PV", "spec.source.persistentVolumeName"),
                text("Node", "spec.nodeName"),
                flag("Attached", "status.attached"),
                age());
    }

    static List<Column> csiDrivers() {
        return List.of(
                named(),
                flag("AttachRequired", "spec.attachRequired"),
                flag("PodInfoOnMount", "spec.podInfoOnMount"),
                flag("StorageCapacity", "spec.storageCapacity"),
                text("TokenRequests", d -> {
                    String audiences = Fields.joined(d, "spec.tokenRequests", "audience");
                    return audiences.isEmpty() ? UNSET : audiences;
                }),
                flag("RequiresRepublish", "spec.requiresRepublish"),
                text("Modes", d -> {
                    List<String> modes = Fields.texts(d, "spec.volumeLifecycleModes");
                    return modes.isEmpty() ? Fields.NONE : String.join(",", modes);
                }),
                age());
    }

    static List<Column> csiNodes() {
        return List.of(named(), size("Drivers", "spec.drivers"), age());
    }

    static List<Column> csiStorageCapacities() {
        return List.of(named(), text("StorageClassName", "storageClassName"), text("Capacity", "capacity", UNSET));
    }

    private static String phase(JsonNode volume) {
        return Fields.has(volume, "metadata.deletionTimestamp") ? "Terminating" : Fields.text(volume, "status.phase");
    }

    private static String claim(JsonNode volume) {
        return Fields.has(volume, "spec.claimRef")
                ? Fields.text(volume, "spec.claimRef.namespace") + "/" + Fields.text(volume, "spec.claimRef.name")
                : "";
    }

    private static boolean isBound(JsonNode claim) {
        return !Fields.text(claim, "spec.volumeName").isEmpty();
    }

    private static String storageClass(JsonNode object) {
        String annotation = at(object, "metadata.annotations")
                .path("volume.beta.kubernetes.io/storage-class")
                .asText("");
        return annotation.isEmpty() ? Fields.text(object, "spec.storageClassName") : annotation;
    }

    private static String accessModes(JsonNode object, String path) {
        List<String> given = Fields.texts(object, path);
        return String.join(
                ",",
                ACCESS_MODES.entrySet().stream()
                        .filter(e -> given.contains(e.getKey()))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    private static String classNameWithDefault(JsonNode storageClass) {
        JsonNode annotations = at(storageClass, "metadata.annotations");
        boolean isDefault = annotations
                        .path("storageclass.kubernetes.io/is-default-class")
                        .asText("")
                        .equals("true")
                || annotations
                        .path("storageclass.beta.kubernetes.io/is-default-class")
                        .asText("")
                        .equals("true");
        return Fields.text(storageClass, "metadata.name") + (isDefault ? " (default)" : "");
    }
}
