package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.plugins.NodeTerms;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Selectors;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which volume a claim gets on a node, and whether a node can have a volume. */
public final class VolumeFit {

    private static final String HOSTNAME = "kubernetes.io/hostname";
    private static final Comparator<PersistentVolume> SMALLEST =
            Comparator.<PersistentVolume, java.math.BigDecimal>comparing(Claims::size)
                    .thenComparing(volume -> volume.getMetadata().getName());

    private VolumeFit() {}

    /** Whether the volume's node affinity has nothing against the node. */
    static boolean canHave(NodeState node, PersistentVolume volume) {
        List<NodeSelectorTerm> terms = terms(volume);
        return terms == null || NodeTerms.anyMatches(terms, node);
    }

    private static @Nullable List<NodeSelectorTerm> terms(PersistentVolume volume) {
        return volume.getSpec().getNodeAffinity() == null
                        || volume.getSpec().getNodeAffinity().getRequired() == null
                ? null
                : volume.getSpec().getNodeAffinity().getRequired().getNodeSelectorTerms();
    }

    /** The hostnames under one of which the node must be for the volume; one empty one when that does not matter. */
    public static List<String> hostnames(PersistentVolume volume) {
        List<NodeSelectorTerm> terms = terms(volume);
        if (terms == null || terms.size() != 1) {
            return List.of("");
        }
        return terms.getFirst().getMatchExpressions().stream()
                .filter(expression -> HOSTNAME.equals(expression.getKey()) && "In".equals(expression.getOperator()))
                .map(expression -> expression.getValues())
                .findFirst()
                .orElse(List.of(""));
    }

    /** The volume that was made for the claim, or else the smallest free one that satisfies it there. */
    static @Nullable PersistentVolume find(
            PersistentVolumeClaim claim, NodeState node, StorageObjects storage, Set<String> taken) {
        PersistentVolume made = storage.volumesFor(VolumePlan.key(claim)).stream()
                .filter(volume -> isFor(volume, claim) && isUsable(volume, claim) && canHave(node, volume))
                .min(SMALLEST)
                .orElse(null);
        return made == null ? free(claim, node, storage, taken) : made;
    }

    private static @Nullable PersistentVolume free(
            PersistentVolumeClaim claim, NodeState node, StorageObjects storage, Set<String> taken) {
        String storageClass = Claims.classOf(claim);
        String hostname = node.labels().getOrDefault(HOSTNAME, node.name());
        return Stream.concat(
                        storage.freeVolumes(storageClass, hostname).stream(),
                        storage.freeVolumes(storageClass, "").stream())
                .filter(volume -> !taken.contains(volume.getMetadata().getName()))
                .filter(volume -> isUsable(volume, claim) && isWanted(volume, claim) && canHave(node, volume))
                .min(SMALLEST)
                .orElse(null);
    }

    private static boolean isFor(PersistentVolume volume, PersistentVolumeClaim claim) {
        ObjectReference reference = volume.getSpec().getClaimRef();
        String uid = reference == null ? null : reference.getUid();
        return uid == null || uid.isEmpty() || uid.equals(claim.getMetadata().getUid());
    }

    private static boolean isUsable(PersistentVolume volume, PersistentVolumeClaim claim) {
        return volume.getMetadata().getDeletionTimestamp() == null
                && Claims.size(volume).compareTo(Claims.requested(claim)) >= 0
                && Claims.mode(volume.getSpec().getVolumeMode())
                        .equals(Claims.mode(claim.getSpec().getVolumeMode()));
    }

    private static boolean isWanted(PersistentVolume volume, PersistentVolumeClaim claim) {
        Map<String, String> labels = volume.getMetadata().getLabels();
        boolean selected = claim.getSpec().getSelector() == null
                || Selectors.of(claim.getSpec().getSelector())
                        .matches(labels == null ? Collections.emptyMap() : labels);
        return selected
                && Claims.text(volume.getSpec().getVolumeAttributesClassName())
                        .equals(Claims.text(claim.getSpec().getVolumeAttributesClassName()))
                && volume.getSpec().getAccessModes().containsAll(claim.getSpec().getAccessModes());
    }
}
