package io.jubernetes.kubelet.cgroup;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Predicate;

/** The control groups of the node's pods. */
public interface PodCgroups {

    /** Where there are none. */
    PodCgroups NONE = new PodCgroups() {
        @Override
        public String parent(Pod pod) {
            return "";
        }

        @Override
        public void update(Pod pod) {
            // nothing is bounded
        }

        @Override
        public void remove(String podUid) {
            // nothing was made
        }

        @Override
        public void removeAllBut(Predicate<String> podIsKnown) {
            // nothing was made
        }
    };

    /** The pod's group, made when it is not there: a path from each hierarchy's root. Empty where there are none. */
    String parent(Pod pod);

    /** How many processes the pod has; 0 where that is not counted. */
    default long processes(Pod pod) {
        return 0;
    }

    /** Bounds the pod by what its object says now. */
    void update(Pod pod);

    /** Removes the pod's group; what still runs in it is killed. */
    void remove(String podUid);

    /** Removes the groups of pods that are no longer known when they are looked at, by uid. */
    void removeAllBut(Predicate<String> podIsKnown);
}
