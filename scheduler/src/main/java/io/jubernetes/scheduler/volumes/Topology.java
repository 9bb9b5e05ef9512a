package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySelectorTerm;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Selectors;
import java.math.BigDecimal;
import java.util.List;

/** Whether a class can make a volume on a node. */
final class Topology {

    private static final String NO_PROVISIONER = "kubernetes.io/no-provisioner";

    private Topology() {}

    /** Whether something makes volumes of the class, and does so for the node. */
    static boolean allows(StorageClass storageClass, NodeState node) {
        String provisioner = Claims.text(storageClass.getProvisioner());
        if (provisioner.isEmpty() || provisioner.equals(NO_PROVISIONER)) {
            return false;
        }
        List<TopologySelectorTerm> terms = storageClass.getAllowedTopologies();
        return terms == null || terms.isEmpty() || terms.stream().anyMatch(term -> matches(term, node));
    }

    private static boolean matches(TopologySelectorTerm term, NodeState node) {
        return term.getMatchLabelExpressions().stream().allMatch(expression -> {
            String value = node.labels().get(expression.getKey());
            return value != null && expression.getValues().contains(value);
        });
    }

    /** Whether the driver has room there, if it says how much it has. */
    static boolean hasRoom(
            StorageClass storageClass, PersistentVolumeClaim claim, NodeState node, StorageObjects storage) {
        CSIDriver driver = storage.driver(storageClass.getProvisioner());
        boolean tells = driver != null && Boolean.TRUE.equals(driver.getSpec().getStorageCapacity());
        BigDecimal wanted = Claims.requested(claim);
        return !tells
                || storage.capacities(storageClass.getMetadata().getName()).stream()
                        .anyMatch(capacity ->
                                isFor(capacity, node) && largest(capacity).compareTo(wanted) >= 0);
    }

    private static boolean isFor(CSIStorageCapacity capacity, NodeState node) {
        return capacity.getNodeTopology() != null
                && Selectors.of(capacity.getNodeTopology()).matches(node.labels());
    }

    private static BigDecimal largest(CSIStorageCapacity capacity) {
        Quantity limit =
                capacity.getMaximumVolumeSize() == null ? capacity.getCapacity() : capacity.getMaximumVolumeSize();
        return limit == null ? BigDecimal.valueOf(-1) : Quantity.getAmountInBytes(limit);
    }
}
