package io.jubernetes.bench.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A kind of pods to place.
 *
 * @param floor how many of them upstream wants placed in a second, on much larger machines; null where there is no such figure
 * @param first the pods that are placed before the clock starts
 * @param measured the pods that are placed then
 * @param churn whether nodes come and go, and pods that fit nowhere come, among the measured pods
 */
record Shape(String name, @Nullable Double floor, IntFunction<Node> node, Batch first, Batch measured, boolean churn) {

    /** So many pods of a kind, by their number. */
    record Batch(int count, IntFunction<Pod> pod) {}
}
