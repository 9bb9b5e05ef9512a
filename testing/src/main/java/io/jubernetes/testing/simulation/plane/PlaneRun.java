package io.jubernetes.testing.simulation.plane;

import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.testing.simulation.ClusterPlan;
import io.jubernetes.testing.simulation.Parts;
import java.time.Duration;

/** Runs the whole plane from a seed. */
public final class PlaneRun {

    /**
     * Some ten times what the longest run takes. Components that keep each other busy need no time to do so, so that nothing but this
     * ends them; and a run remembers all of its changes.
     */
    private static final long STEP_LIMIT = 50_000;

    private PlaneRun() {}

    /**
     * What a run came to.
     *
     * @param fingerprint of every change of the store, byte for byte, and of every step of the scheduler
     * @param changes how many changes of the store there were
     * @param watched how many events watches were told
     */
    public record Outcome(String fingerprint, long changes, long watched, long steps, Duration virtualTime) {}

    /** @throws AssertionError that says how to replay the run, when it went wrong */
    public static Outcome of(long seed, Parts parts) {
        ClusterPlan plan = ClusterPlan.draw(seed, parts);
        try (Simulation simulation = new Simulation(seed, STEP_LIMIT)) {
            Scenario scenario = new Scenario(simulation, plan, seed * 31 + 7);
            try {
                simulation.run(scenario::run);
            } catch (AssertionError e) {
                throw new AssertionError(explanation(seed, plan, scenario, e), e);
            }
            return outcome(simulation, scenario);
        }
    }

    private static Outcome outcome(Simulation simulation, Scenario scenario) {
        var history = scenario.cluster().history();
        return new Outcome(
                history.fingerprint() + " " + simulation.fingerprint(),
                history.count(),
                scenario.cluster().watched(),
                simulation.steps(),
                Duration.ofNanos(simulation.environment().nanoTime()));
    }

    private static String explanation(long seed, ClusterPlan plan, Scenario scenario, AssertionError e) {
        return "seed " + seed + ": " + headOf(e) + "\nreplay: mvn -pl testing -am test"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtest=WholePlaneSimulationTest -Dseed=" + seed + "\n"
                + plan.rates() + " skew=" + plan.skew() + "\nscenario:\n  " + String.join("\n  ", scenario.log())
                + "\nwatches: " + watches(scenario) + "\nstate:"
                + Picture.of(scenario.cluster().view())
                + "\nstore:\n" + scenario.cluster().history().tail();
    }

    /** A cluster that comes to nothing may do so because it was told wrong. */
    private static String watches(Scenario scenario) {
        try {
            scenario.cluster().requireWatchesKept();
            return "all guarantees kept";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The simulation's own failures go on with all tasks there are: too long for here, and in the cause. */
    private static String headOf(AssertionError e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf("\ntasks:");
        return end < 0 ? message : message.substring(0, end);
    }
}
