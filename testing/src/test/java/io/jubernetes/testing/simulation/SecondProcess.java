package io.jubernetes.testing.simulation;

import io.jubernetes.testing.simulation.plane.PlaneRun;

/** Prints what a seed comes to, from a JVM of its own. */
final class SecondProcess {

    private SecondProcess() {}

    public static void main(String[] seeds) {
        for (String seed : seeds) {
            System.out.println(PlaneRun.of(Long.parseLong(seed), Parts.REAL).fingerprint());
        }
    }
}
