package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.jubernetes.apimachinery.selector.LabelSelector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What plugins may look up besides nodes and their pods, as it was heard of last. Without anything where it is not overridden. */
public interface ClusterObjects {

    ClusterObjects NONE = new ClusterObjects() {};

    /** Empty when the namespace is not known. */
    default Map<String, String> namespaceLabels(String namespace) {
        return Collections.emptyMap();
    }

    /** Becomes another whenever the labels of a namespace changed. */
    default long namespaceVersion() {
        return 0;
    }

    /** What all selectors of the Services and of the controller that the pod belongs to choose; empty when it belongs to none. */
    default LabelSelector groupOf(Pod pod) {
        return LabelSelector.EVERYTHING;
    }

    default StorageObjects storage() {
        return StorageObjects.NONE;
    }

    default DeviceObjects devices() {
        return DeviceObjects.NONE;
    }

    /** Reads what is said of devices. */
    default DeviceExpressions deviceExpressions() {
        return DeviceExpressions.NONE;
    }

    default List<PodDisruptionBudget> budgets(String namespace) {
        return List.of();
    }

    /** The namespaces that have budgets. */
    default Set<String> guardedNamespaces() {
        return Collections.emptySet();
    }
}
