package io.jubernetes.controllers.localpath;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Volumes as directories of nodes: {@code spec.hostPath} of type {@code DirectoryOrCreate} below the directory that the node's
 * annotation {@value #DIRECTORY} names, pinned to the node. Whoever mounts it there makes the directory.
 */
final class LocalVolume {

    static final String DIRECTORY = "local-path.jubernetes.io/directory";
    static final String FINALIZER = "external-provisioner.volume.kubernetes.io/finalizer";
    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
    private static final String HOSTNAME = "kubernetes.io/hostname";
    private static final List<String> ACCESS_MODES = List.of("ReadWriteOnce", "ReadWriteOncePod");

    private LocalVolume() {}

    static String name(PersistentVolumeClaim claim) {
        return "pvc-" + claim.getMetadata().getUid();
    }

    /** Why a claim cannot get such a volume; null when it can. */
    static @Nullable String problem(PersistentVolumeClaim claim) {
        if (claim.getSpec().getSelector() != null) {
            return "claim.Spec.Selector is not supported";
        }
        if (!ACCESS_MODES.containsAll(claim.getSpec().getAccessModes())) {
            return "NodePath only supports ReadWriteOnce and ReadWriteOncePod (1.22+) access modes";
        }
        return "Block".equals(claim.getSpec().getVolumeMode()) ? "block volumes are not supported" : null;
    }

    /** Where the node keeps its volumes; null when it keeps none. */
    static @Nullable String directory(Node node) {
        return annotations(node.getMetadata().getAnnotations()).get(DIRECTORY);
    }

    static boolean isOne(PersistentVolume volume) {
        return LocalPathClass.PROVISIONER.equals(
                annotations(volume.getMetadata().getAnnotations()).get(PROVISIONED_BY));
    }

    private static Map<String, String> annotations(@Nullable Map<String, String> present) {
        return present == null ? Map.of() : present;
    }

    static PersistentVolume of(
            PersistentVolumeClaim claim, StorageClass storageClass, String hostname, String directory) {
        String name = name(claim);
        String policy = storageClass.getReclaimPolicy();
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToAnnotations(PROVISIONED_BY, LocalPathClass.PROVISIONER)
                .addToFinalizers(FINALIZER)
                .endMetadata()
                .withNewSpec()
                .withAccessModes(claim.getSpec().getAccessModes())
                .addToCapacity(
                        "storage", claim.getSpec().getResources().getRequests().get("storage"))
                .withNewHostPath(directory + "/" + name, "DirectoryOrCreate")
                .withPersistentVolumeReclaimPolicy(policy == null ? "Delete" : policy)
                .withStorageClassName(storageClass.getMetadata().getName())
                .withMountOptions(storageClass.getMountOptions())
                .withVolumeMode("Filesystem")
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .withResourceVersion(claim.getMetadata().getResourceVersion())
                .endClaimRef()
                .withNewNodeAffinity()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(HOSTNAME)
                .withOperator("In")
                .withValues(List.of(hostname))
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .endNodeAffinity()
                .endSpec()
                .build();
    }

    static String hostname(Node node) {
        Map<String, String> labels = annotations(node.getMetadata().getLabels());
        return labels.getOrDefault(HOSTNAME, node.getMetadata().getName());
    }

    /** The hostname that a volume is pinned to; empty when it is to none. */
    static String hostname(PersistentVolume volume) {
        if (volume.getSpec().getNodeAffinity() == null
                || volume.getSpec().getNodeAffinity().getRequired() == null) {
            return "";
        }
        return volume.getSpec().getNodeAffinity().getRequired().getNodeSelectorTerms().stream()
                .flatMap(term -> term.getMatchExpressions().stream())
                .filter(expression -> HOSTNAME.equals(expression.getKey()) && "In".equals(expression.getOperator()))
                .flatMap(expression -> expression.getValues().stream())
                .findFirst()
                .orElse("");
    }
}
