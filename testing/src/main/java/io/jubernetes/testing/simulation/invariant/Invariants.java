package io.jubernetes.testing.simulation.invariant;

import io.jubernetes.testing.simulation.history.Invariant;
import java.util.List;

/** All of them. */
public final class Invariants {

    private Invariants() {}

    /** Fresh ones, for one run. */
    public static List<Invariant> all() {
        return List.of(
                new PodsKeepTheirNode(),
                new EndedPodsStayEnded(),
                new GenerationsGrow(),
                new NodesHoldWhatTheyCan(),
                new ReplicaSetsStopInTime(),
                new DeploymentsWithinSurge(),
                new RolloutsStayAvailable(),
                new JobsCountExactly(),
                new OnePodOfEachIdentity(),
                new VolumesServeOneClaim());
    }
}
