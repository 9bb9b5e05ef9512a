package io.jubernetes.scheduler.preemption;

import io.jubernetes.scheduler.framework.NodeDemand;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.preemption.DryRun.Outcome;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Recent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What dry runs found out, for pods that demand the same with the same priority, as long as a node is as it was. */
final class KnownOutcomes {

    private static final int REMEMBERED = 8;

    private final Recent<Key, OfDemand> all = new Recent<>(REMEMBERED);

    private record Key(NodeDemand demand, int priority) {}

    OfDemand of(PodToPlace pod, int size) {
        OfDemand known = all.get(new Key(pod.nodeDemand(), pod.demand().priority()), OfDemand::new);
        known.fit(size);
        return known;
    }

    /** For equal pods. */
    static final class OfDemand {

        private @Nullable NodeState[] seen = new NodeState[0];
        private @Nullable Outcome[] outcomes = new Outcome[0];

        private void fit(int size) {
            if (size > seen.length) {
                seen = Arrays.copyOf(seen, size);
                outcomes = Arrays.copyOf(outcomes, size);
            }
        }

        Outcome get(int place, NodeState node, DryRun dryRun) {
            Outcome outcome = outcomes[place];
            if (seen[place] != node || outcome == null) {
                outcome = dryRun.on(node);
                seen[place] = node;
                outcomes[place] = outcome;
            }
            return outcome;
        }
    }
}
