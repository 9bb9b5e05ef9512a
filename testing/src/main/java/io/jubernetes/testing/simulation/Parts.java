package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.scheduler.Scheduler;
import io.jubernetes.scheduler.SchedulerConfig;

/** What a cluster is made of: the real parts, where they are not replaced to show that a fault in one is found. */
public interface Parts {

    Parts REAL = new Parts() {};

    /** What the API server writes to. */
    default VersionedStore store(VersionedStore real) {
        return real;
    }

    /** What clients reach over their links. */
    default ApiHandler server(ApiHandler real) {
        return real;
    }

    /** What a process of this name calls as the API. */
    default ApiHandler client(String process, ApiHandler real) {
        return real;
    }

    default Component scheduler(Environment environment, ApiClient client) {
        Scheduler scheduler = new Scheduler(SchedulerConfig.DEFAULT, environment, client);
        return new Component() {
            @Override
            public void start() {
                scheduler.start();
            }

            @Override
            public void close() {
                scheduler.close();
            }
        };
    }
}
