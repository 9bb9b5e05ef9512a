package io.jubernetes.scheduler.framework;

import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.List;

/** Looks for a way when no node will do. It only says what should be done. */
public interface PostFilterPlugin extends Plugin {

    /** @param placement can be asked what would be if there were fewer pods */
    Rescue rescue(PodToPlace pod, ClusterSnapshot snapshot, Diagnosis diagnosis, Placement placement);

    /** What became of it. */
    sealed interface Rescue {

        /** The node will do once the victims are gone; the room there is the pod's from now on. */
        record Evict(String node, List<PlacedPod> victims) implements Rescue {}

        /** There is no node like that. */
        record Hopeless(String message) implements Rescue {}

        /** Nothing is to be done now; a node that was chosen before stays chosen. */
        record NotNow(String message) implements Rescue {}
    }
}
