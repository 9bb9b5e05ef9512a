package io.jubernetes.apiserver.metrics;

import io.jubernetes.apimachinery.environment.Environment;

/** All that the server counts of itself. */
public record ServerMetrics(
        RequestMetrics requests, AccessMetrics access, AdmissionMetrics admission, StorageMetrics storage) {

    public ServerMetrics(Environment environment) {
        this(
                new RequestMetrics(environment),
                new AccessMetrics(environment),
                new AdmissionMetrics(environment),
                new StorageMetrics(environment));
    }

    void write(MetricText text) {
        requests.write(text);
        access.write(text);
        admission.write(text);
        storage.write(text);
    }
}
