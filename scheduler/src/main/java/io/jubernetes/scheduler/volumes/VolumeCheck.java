package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.scheduler.framework.FilterPlugin.NodeFilter;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.Verdict;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One pod's claims against nodes.
 *
 * @param bound claims that have their volumes
 * @param open claims that get a volume once the pod has a node
 */
record VolumeCheck(
        String podUid,
        List<PersistentVolumeClaim> bound,
        List<PersistentVolumeClaim> open,
        StorageObjects storage,
        ClusterSnapshot snapshot)
        implements NodeFilter {

    static final String NO_VOLUME = "node(s) didn't find available persistent volumes to bind";
    static final String OTHER_NODE = "node(s) didn't match PersistentVolume's node affinity";
    static final String NO_SPACE = "node(s) did not have enough free storage";
    static final String NOT_THERE = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)";

    /** Why a node will not do, and what the claims get when it will. */
    private record Answer(Set<String> problems, VolumePlan plan) {}

    @Override
    public Verdict test(NodeState node) {
        Set<String> problems = answer(node).problems;
        return problems.isEmpty() ? Verdict.PASS : new Verdict.Reject(List.copyOf(problems), false);
    }

    VolumePlan plan(NodeState node) {
        return answer(node).plan;
    }

    private Answer answer(NodeState node) {
        Answer answer = new Answer(
                new LinkedHashSet<>(), new VolumePlan(podUid, node.name(), new ArrayList<>(), new ArrayList<>()));
        checkBound(node, answer);
        checkOpen(node, answer);
        return answer;
    }

    private void checkBound(NodeState node, Answer answer) {
        for (PersistentVolumeClaim claim : bound) {
            PersistentVolume volume = storage.volume(Claims.volumeOf(claim));
            if (volume == null) {
                answer.problems.add(NOT_THERE);
            } else if (!VolumeFit.canHave(node, volume)) {
                answer.problems.add(OTHER_NODE);
            }
        }
    }

    /** Small claims choose first, so that they leave the larger volumes. */
    private void checkOpen(NodeState node, Answer answer) {
        Set<String> taken = new HashSet<>();
        open.stream().sorted(Comparator.comparing(Claims::requested)).forEach(claim -> {
            String selected = selectedNode(claim);
            if (!selected.isEmpty() && !selected.equals(node.name())) {
                answer.problems.add(NO_VOLUME);
                return;
            }
            PersistentVolume found = selected.isEmpty() ? VolumeFit.find(claim, node, storage, taken) : null;
            if (found != null) {
                taken.add(found.getMetadata().getName());
                answer.plan.bindings().add(new VolumePlan.Binding(claim, found));
            } else {
                provision(claim, node, answer);
            }
        });
    }

    private String selectedNode(PersistentVolumeClaim claim) {
        String selected = Claims.annotation(claim, Claims.SELECTED_NODE);
        return selected.isEmpty() ? storage.promisedNode(VolumePlan.key(claim)) : selected;
    }

    private void provision(PersistentVolumeClaim claim, NodeState node, Answer answer) {
        StorageClass storageClass = storage.storageClass(Claims.classOf(claim));
        if (storageClass == null || !Topology.allows(storageClass, node)) {
            answer.problems.add(NO_VOLUME);
        } else if (!Topology.hasRoom(storageClass, claim, node, storage)) {
            answer.problems.add(NO_SPACE);
        } else {
            answer.plan.provisions().add(claim);
        }
    }
}
