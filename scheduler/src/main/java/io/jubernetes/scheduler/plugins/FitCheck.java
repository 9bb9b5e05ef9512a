package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Resources;
import io.jubernetes.scheduler.snapshot.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** One pod's requests against what a node has left. */
record FitCheck(Usage demand, Predicate<String> ignored) implements NodeFilter {

    @Override
    public Verdict test(NodeState node) {
        boolean fits = node.podCount() + 1 <= node.allowedPods()
                && isCovered(
                        demand.requested(), node.allocatable(), node.usage().requested(), ignored);
        return fits ? Verdict.PASS : shortages(node);
    }

    static boolean isCovered(Resources wanted, Resources total, Resources used, Predicate<String> ignored) {
        return covers(wanted.milliCpu(), total.milliCpu(), used.milliCpu())
                && covers(wanted.memory(), total.memory(), used.memory())
                && covers(wanted.ephemeralStorage(), total.ephemeralStorage(), used.ephemeralStorage())
                && (wanted.extended().isEmpty()
                        || wanted.extended().keySet().stream()
                                .allMatch(name -> ignored.test(name)
                                        || covers(wanted.extended(name), total.extended(name), used.extended(name))));
    }

    private static boolean covers(long wanted, long total, long used) {
        return wanted == 0 || wanted <= total - used;
    }

    private Verdict shortages(NodeState node) {
        Shortages found = new Shortages(new ArrayList<>());
        boolean resolvable = true;
        if (node.podCount() + 1 > node.allowedPods()) {
            found.reasons.add("Too many pods");
            resolvable = node.allowedPods() > 0;
        }
        Resources wanted = demand.requested();
        Resources total = node.allocatable();
        Resources used = node.usage().requested();
        resolvable &= found.note(Resources.CPU, wanted.milliCpu(), total.milliCpu(), used.milliCpu());
        resolvable &= found.note(Resources.MEMORY, wanted.memory(), total.memory(), used.memory());
        resolvable &= found.note(
                Resources.EPHEMERAL_STORAGE,
                wanted.ephemeralStorage(),
                total.ephemeralStorage(),
                used.ephemeralStorage());
        for (String name : wanted.extended().keySet()) {
            if (!ignored.test(name)) {
                resolvable &= found.note(name, wanted.extended(name), total.extended(name), used.extended(name));
            }
        }
        return new Verdict.Reject(List.copyOf(found.reasons), resolvable);
    }

    private record Shortages(List<String> reasons) {

        /** @return false when the node has too little even when it is empty */
        boolean note(String name, long wanted, long total, long used) {
            if (covers(wanted, total, used)) {
                return true;
            }
            reasons.add("Insufficient " + name);
            return wanted <= total;
        }
    }
}
