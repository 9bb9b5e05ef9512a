package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.VersionedStore;
import java.util.function.Supplier;

/** Counts what is asked of the data store; under upstream's names, whatever the engine. */
public final class StorageMetrics {

    private static final double[] BOUNDS = {
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60
    };

    private final Environment environment;
    private final Timings requests =
            new Timings("etcd_request_duration_seconds", "How long the data store took, in seconds.", BOUNDS);
    private final Counts errors = new Counts("etcd_request_errors_total", "What the data store could not do.");

    StorageMetrics(Environment environment) {
        this.environment = environment;
    }

    /** The same store, counted. */
    public VersionedStore counted(VersionedStore store) {
        return new CountedStore(store, this);
    }

    /** @param key of an object, or what keys of a resource begin with */
    <T> T count(String operation, String key, Supplier<T> action) {
        String[] labels = labels(operation, key);
        long began = environment.nanoTime();
        boolean done = false;
        try {
            T result = action.get();
            done = true;
            return result;
        } finally {
            requests.observe(environment.nanoTime() - began, labels);
            if (!done) {
                errors.add(labels);
            }
        }
    }

    /** Keys are {@code /registry/[GROUP/]RESOURCE/…}; no resource of the core group is called like a group. */
    private static String[] labels(String operation, String key) {
        String[] parts = key.split("/", 5);
        String first = parts.length > 2 ? parts[2] : "";
        boolean grouped = first.indexOf('.') >= 0
                || switch (first) {
                    case "apps", "autoscaling", "batch", "extensions", "policy" -> true;
                    default -> false;
                };
        String resource = grouped ? parts.length > 3 ? parts[3] : "" : first;
        return new String[] {"group", grouped ? first : "", "operation", operation, "resource", resource};
    }

    void write(MetricText text) {
        requests.writeCounts(text, "etcd_requests_total", "What was asked of the data store.");
        requests.write(text);
        errors.write(text);
    }
}
