package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which plugin ruled a node out, and why. */
record Rejection(String plugin, Verdict.Reject verdict) {

    static @Nullable Rejection first(List<NodeAnswers.Prepared> filters, NodeState node) {
        for (int i = 0; i < filters.size(); i++) {
            NodeAnswers.Prepared prepared = filters.get(i);
            if (prepared.filter().test(node) instanceof Verdict.Reject reject) {
                return new Rejection(prepared.plugin().name(), reject);
            }
        }
        return null;
    }
}
