package io.jubernetes.controllers.attachdetach;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a driver's volume.
 *
 * @param detach attachments that nobody needs any more
 * @param attach the nodes that need one
 * @param refused the nodes that cannot have one, as another node has the volume for itself
 */
record AttachDecision(List<VolumeAttachment> detach, List<String> attach, List<String> refused) {

    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

    /**
     * @param users the nodes whose pods use the volume
     * @param present the volume's attachments
     * @param canDetach whether a node has done with the volume
     */
    static AttachDecision of(
            PersistentVolume volume,
            Collection<String> users,
            List<VolumeAttachment> present,
            Predicate<String> canDetach) {
        AttachDecision decision = new AttachDecision(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (VolumeAttachment attachment : present) {
            String node = attachment.getSpec().getNodeName();
            boolean going = attachment.getMetadata().getDeletionTimestamp() != null;
            if (!users.contains(node) && !going && canDetach.test(node)) {
                decision.detach.add(attachment);
            }
        }
        for (String node : users) {
            if (isElsewhere(volume, node, present)) {
                decision.refused.add(node);
            } else if (present.stream().noneMatch(a -> node.equals(a.getSpec().getNodeName()))) {
                decision.attach.add(node);
            }
        }
        return decision;
    }

    /** Whether another node has a volume that only one can have at a time. */
    private static boolean isElsewhere(PersistentVolume volume, String node, List<VolumeAttachment> present) {
        boolean shared = volume.getSpec().getAccessModes().stream()
                .anyMatch(mode -> mode.equals("ReadWriteMany") || mode.equals("ReadOnlyMany"));
        return !shared
                && present.stream().anyMatch(a -> !node.equals(a.getSpec().getNodeName()));
    }

    /** A node that is gone or out of service mounts nothing; any other says itself what it mounts. */
    static boolean canDetach(PersistentVolume volume, @Nullable Node node) {
        return node == null || isOutOfService(node) || !inUse(node).contains(Attachments.uniqueName(volume));
    }

    private static boolean isOutOfService(Node node) {
        return node.getSpec() != null
                && node.getSpec().getTaints().stream().anyMatch(taint -> OUT_OF_SERVICE.equals(taint.getKey()));
    }

    static List<String> inUse(Node node) {
        return node.getStatus() == null || node.getStatus().getVolumesInUse() == null
                ? List.of()
                : node.getStatus().getVolumesInUse();
    }
}
