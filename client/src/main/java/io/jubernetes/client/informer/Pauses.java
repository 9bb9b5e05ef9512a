package io.jubernetes.client.informer;

import io.jubernetes.apimachinery.environment.Environment;
import java.time.Duration;

/** Pauses between attempts that grow from 0.8 to 30 seconds, each up to twice as long by chance. */
final class Pauses {

    private static final long FIRST_MILLIS = 800;
    private static final long LONGEST_MILLIS = 30_000;

    private final Environment environment;
    private long millis = FIRST_MILLIS;

    Pauses(Environment environment) {
        this.environment = environment;
    }

    void pause() throws InterruptedException {
        long jittered = millis + environment.random().nextLong(millis);
        millis = Math.min(2 * millis, LONGEST_MILLIS);
        environment.sleep(Duration.ofMillis(jittered));
    }

    void reset() {
        millis = FIRST_MILLIS;
    }
}
