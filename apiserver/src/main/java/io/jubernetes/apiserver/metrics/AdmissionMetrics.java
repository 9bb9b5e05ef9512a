package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.environment.Environment;

/** Counts what admission plugins look at, and what they refuse. */
public final class AdmissionMetrics {

    private final Environment environment;
    private final Timings plugins = new Timings(
            "apiserver_admission_controller_admission_duration_seconds",
            "How long plugins took, in seconds.",
            0.005,
            0.025,
            0.1,
            0.5,
            1,
            2.5);

    AdmissionMetrics(Environment environment) {
        this.environment = environment;
    }

    /** Lets a plugin look at a write. */
    public void count(String plugin, String operation, Runnable admission) {
        long began = environment.nanoTime();
        boolean rejected = true;
        try {
            admission.run();
            rejected = false;
        } finally {
            plugins.observe(
                    environment.nanoTime() - began,
                    "name",
                    plugin,
                    "operation",
                    operation,
                    "rejected",
                    Boolean.toString(rejected),
                    "type",
                    "admit");
        }
    }

    void write(MetricText text) {
        plugins.write(text);
    }
}
