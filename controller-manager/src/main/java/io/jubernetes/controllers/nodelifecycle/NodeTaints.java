package io.jubernetes.controllers.nodelifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The taints that a node has because of its state; taints that others put there stay. */
final class NodeTaints {

    static final String NOT_READY = "node.kubernetes.io/not-ready";
    static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    static final String NO_SCHEDULE = "NoSchedule";
    static final String NO_EXECUTE = "NoExecute";

    private static final String CORDONED = "node.kubernetes.io/unschedulable";
    private static final String MEMORY = "node.kubernetes.io/memory-pressure";
    private static final String DISK = "node.kubernetes.io/disk-pressure";
    private static final String PROCESSES = "node.kubernetes.io/pid-pressure";
    private static final String NETWORK = "node.kubernetes.io/network-unavailable";

    private static final Set<String> NO_SCHEDULE_KEYS =
            Set.of(NOT_READY, UNREACHABLE, CORDONED, MEMORY, DISK, PROCESSES, NETWORK);
    private static final Set<String> NO_EXECUTE_KEYS = Set.of(NOT_READY, UNREACHABLE);

    private NodeTaints() {}

    /**
     * All taints that the node should have.
     *
     * @param evict whether pods are to leave a node that is lost; not when all nodes are, as then it is rather us
     */
    static List<Taint> of(Node node, boolean evict, Instant now) {
        List<Taint> present =
                node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        List<Taint> wanted = wanted(node, evict);
        List<Taint> result = new ArrayList<>();
        for (Taint taint : present) {
            if (!isOurs(taint) || wanted.stream().anyMatch(other -> same(taint, other))) {
                result.add(taint);
            }
        }
        for (Taint taint : wanted) {
            if (result.stream().noneMatch(other -> same(taint, other))) {
                boolean timed = NO_EXECUTE.equals(taint.getEffect());
                result.add(new Taint(taint.getEffect(), taint.getKey(), timed ? now.toString() : null, null));
            }
        }
        return result;
    }

    static List<Taint> present(Node node) {
        return node.getSpec() == null ? List.of() : node.getSpec().getTaints();
    }

    private static boolean isOurs(Taint taint) {
        return (NO_SCHEDULE.equals(taint.getEffect()) && NO_SCHEDULE_KEYS.contains(taint.getKey()))
                || (NO_EXECUTE.equals(taint.getEffect()) && NO_EXECUTE_KEYS.contains(taint.getKey()));
    }

    private static boolean same(Taint a, Taint b) {
        return Objects.equals(a.getKey(), b.getKey()) && Objects.equals(a.getEffect(), b.getEffect());
    }

    private static List<Taint> wanted(Node node, boolean evict) {
        List<Taint> wanted = new ArrayList<>();
        String readiness = readinessTaint(node);
        if (readiness != null) {
            wanted.add(new Taint(NO_SCHEDULE, readiness, null, null));
            if (evict) {
                wanted.add(new Taint(NO_EXECUTE, readiness, null, null));
            }
        }
        addIf(isTrue(node, "MemoryPressure"), MEMORY, wanted);
        addIf(isTrue(node, "DiskPressure"), DISK, wanted);
        addIf(isTrue(node, "PIDPressure"), PROCESSES, wanted);
        addIf(isTrue(node, "NetworkUnavailable"), NETWORK, wanted);
        boolean cordoned =
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
        addIf(cordoned, CORDONED, wanted);
        return wanted;
    }

    private static @Nullable String readinessTaint(Node node) {
        NodeCondition ready = condition(node, "Ready");
        if (ready == null) {
            return null;
        }
        return switch (ready.getStatus()) {
            case "False" -> NOT_READY;
            case "Unknown" -> UNREACHABLE;
            default -> null;
        };
    }

    private static void addIf(boolean wanted, String key, List<Taint> taints) {
        if (wanted) {
            taints.add(new Taint(NO_SCHEDULE, key, null, null));
        }
    }

    private static boolean isTrue(Node node, String type) {
        NodeCondition condition = condition(node, type);
        return condition != null && "True".equals(condition.getStatus());
    }

    static @Nullable NodeCondition condition(Node node, String type) {
        return node.getStatus() == null
                ? null
                : node.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }

    static boolean isReady(Node node) {
        return isTrue(node, "Ready");
    }
}
