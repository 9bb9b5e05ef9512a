package io.jubernetes.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.testing.simulation.plane.PlaneRun;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulation is worth its time: a bug in any component is found within the seeds of the normal test run. */
@Timeout(600)
class SimulationFindsBugsTest {

    private static final int SEEDS = 200;

    @ParameterizedTest
    @CsvSource({
        "WATCH_DROPS_EVENTS, not Reliable",
        "SCHEDULER_FORGETS, NodesHoldWhatTheyCan",
        "REPLICA_SET_MAKES_ONE_MORE, ReplicaSetsStopInTime",
        "DELETIONS_ARE_FORGOTTEN, not reached",
        "WATCH_REPEATS_EVENTS, not Unique",
        "DEPLOYMENT_SURGES, DeploymentsWithinSurge",
        "DEPLOYMENT_OBSERVES_THE_FUTURE, GenerationsGrow",
        "GARBAGE_IS_LEFT, not reached|steps",
        "STATEFUL_SET_REPEATS_ORDINALS, OnePodOfEachIdentity",
        "STATEFUL_SET_TAKES_TWO, OnePodOfEachIdentity",
        "JOB_COUNTS_TWICE, JobsCountExactly",
        "JOB_FORGETS_TO_NOTE, JobsCountExactly|not reached",
        "JOB_NEVER_ENDS, not reached|steps",
        "SCHEDULER_HAS_A_FAVOURITE, NodesHoldWhatTheyCan",
        "BINDINGS_ARE_FORGOTTEN, not reached",
        "JOB_KEEPS_FINALIZERS, not reached|steps",
        "DEPLOYMENT_KEEPS_OLD_SETS, not reached|steps|DeploymentsWithinSurge|ReplicaSetsStopInTime",
        "DEPLOYMENT_HIDES_PROGRESS, not reached|steps",
        "STATEFUL_SET_HIDES_READINESS, not reached|steps",
        "REPLICA_SET_BOASTS, RolloutsStayAvailable|not reached|steps"
    })
    void aBrokenPartIsFound(BrokenParts parts, String complaint) {
        String found = "nothing";
        for (long seed = 1; seed <= SEEDS && found.equals("nothing"); seed++) {
            found = complaint(seed, parts);
        }
        assertThat(found).containsPattern(complaint);
    }

    private static String complaint(long seed, Parts parts) {
        try {
            PlaneRun.of(seed, parts);
            return "nothing";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
