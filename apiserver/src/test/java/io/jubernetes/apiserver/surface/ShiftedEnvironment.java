package io.jubernetes.apiserver.surface;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;

/** The real environment with a wall clock that can be put forward. */
final class ShiftedEnvironment implements Environment {

    private final Environment real = new SystemEnvironment();
    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

    void forward(Duration by) {
        shift.updateAndGet(by::plus);
    }

    @Override
    public Instant now() {
        return real.now().plus(shift.get());
    }

    @Override
    public long nanoTime() {
        return real.nanoTime();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        real.sleep(duration);
    }

    @Override
    public boolean await(Condition condition, Duration timeout) throws InterruptedException {
        return real.await(condition, timeout);
    }

    @Override
    public Task start(String name, Body body) {
        return real.start(name, body);
    }

    @Override
    public Task startNative(String name, Body body) {
        return real.startNative(name, body);
    }

    @Override
    public Timer after(Duration delay, String name, Body action) {
        return real.after(delay, name, action);
    }

    @Override
    public RandomGenerator random() {
        return real.random();
    }

    @Override
    public String newUid() {
        return real.newUid();
    }
}
