package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.snapshot.AffinityTerm;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Tally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One pod's required affinity and anti-affinity, and that of the pods that are there, against a node.
 *
 * @param near the pods that all required terms match, where there are terms
 * @param matchesItself whether the pod would be such a pod: then it may be the first
 * @param apart the pods that a forbidding term matches, where there are terms
 * @param unwelcome the pods that forbid this one
 */
record AffinityCheck(
        List<AffinityTerm> required,
        @Nullable Tally near,
        boolean matchesItself,
        List<AffinityTerm> forbidden,
        @Nullable Tally apart,
        Tally unwelcome)
        implements NodeFilter {

    private static final Verdict NOT_NEAR = Verdict.never("node(s) didn't match pod affinity rules");
    private static final Verdict NOT_APART = Verdict.full("node(s) didn't match pod anti-affinity rules");
    private static final Verdict NOT_WELCOME = Verdict.full("node(s) didn't satisfy existing pods anti-affinity rules");

    boolean isEmpty() {
        return near == null && (apart == null || apart.isEmpty()) && unwelcome.isEmpty();
    }

    @Override
    public Verdict test(NodeState node) {
        if (near != null && !isNear(near, node)) {
            return NOT_NEAR;
        }
        if (apart != null && isBeside(apart, node)) {
            return NOT_APART;
        }
        return isUnwelcome(node) ? NOT_WELCOME : Verdict.PASS;
    }

    private boolean isNear(Tally pods, NodeState node) {
        boolean all = true;
        for (int i = 0; i < required.size(); i++) {
            String key = required.get(i).topologyKey();
            String value = node.labels().get(key);
            if (value == null) {
                return false;
            }
            all &= pods.of(key).sum(value) > 0;
        }
        return all || (pods.isEmpty() && matchesItself);
    }

    private boolean isBeside(Tally pods, NodeState node) {
        for (int i = 0; i < forbidden.size(); i++) {
            String key = forbidden.get(i).topologyKey();
            String value = node.labels().get(key);
            if (value != null && pods.of(key).sum(value) > 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnwelcome(NodeState node) {
        for (String key : unwelcome.groups()) {
            String value = node.labels().get(key);
            if (value != null && unwelcome.of(key).sum(value) > 0) {
                return true;
            }
        }
        return false;
    }
}
