package io.jubernetes.kubelet.probe;

import io.fabric8.kubernetes.api.model.Probe;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.kubelet.pod.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The probes of one run of a container: a task for each, until the container has ended. */
final class ContainerProbes {

    /** What probes work with. */
    record Means(Environment environment, Prober prober, EventRecorder events, Runnable changed) {}

    /** What the pod's status says about the container. */
    record Known(boolean started, boolean ready) {}

    private final Means means;
    private final Instant startedAt;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition startupDone = lock.newCondition();
    private final List<Environment.Task> tasks = new ArrayList<>();
    private volatile ProbeTarget target;
    private volatile boolean started;
    private volatile boolean ready;
    private volatile @Nullable ProbeKind failed;

    /** @param known what an agent before this one had found out, so that nothing flaps when it is replaced */
    ContainerProbes(Means means, ProbeTarget target, Instant startedAt, Known known) {
        this.means = means;
        this.target = target;
        this.startedAt = startedAt;
        this.started = known.started() || target.container().getStartupProbe() == null;
        this.ready = known.ready() || target.container().getReadinessProbe() == null;
    }

    void start() {
        for (ProbeKind kind : ProbeKind.values()) {
            Probe probe = kind.of(target.container());
            if (probe != null && !(kind == ProbeKind.STARTUP && started)) {
                String name = "probe-" + target.container().getName();
                tasks.add(means.environment().start(name, () -> run(kind, probe)));
            }
        }
    }

    void stop() {
        tasks.forEach(Environment.Task::interrupt);
    }

    void retarget(ProbeTarget current) {
        target = current;
    }

    boolean isStarted() {
        return started;
    }

    boolean isReady() {
        return started && ready;
    }

    /** The kind of probe that found the container sick. */
    @Nullable
    ProbeKind failed() {
        return failed;
    }

    private void run(ProbeKind kind, Probe probe) throws InterruptedException {
        Duration initial = seconds(probe.getInitialDelaySeconds(), 0);
        Duration wait = Duration.between(means.environment().now(), startedAt.plus(initial));
        if (wait.isPositive()) {
            means.environment().sleep(wait);
        }
        if (kind != ProbeKind.STARTUP) {
            awaitStartup();
        }
        int successes = 0;
        int failures = 0;
        boolean done = false;
        while (!done) {
            Prober.Answer answer = means.prober().probe(probe, target);
            successes = answer.good() ? successes + 1 : 0;
            failures = answer.good() ? 0 : failures + 1;
            if (!answer.good()) {
                report(kind, answer);
            }
            done = apply(kind, probe, successes, failures);
            if (!done) {
                means.environment().sleep(seconds(probe.getPeriodSeconds(), 10));
            }
        }
    }

    private void awaitStartup() throws InterruptedException {
        lock.lock();
        try {
            while (!started) {
                startupDone.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nothing more to find out. */
    private boolean apply(ProbeKind kind, Probe probe, int successes, int failures) {
        boolean good = successes >= (probe.getSuccessThreshold() == null ? 1 : probe.getSuccessThreshold());
        boolean bad = failures >= (probe.getFailureThreshold() == null ? 3 : probe.getFailureThreshold());
        if (kind == ProbeKind.READINESS) {
            readiness(good, bad);
            return false;
        }
        if (bad) {
            failed = kind;
            means.changed().run();
            return true;
        }
        if (kind == ProbeKind.STARTUP && good) {
            markStarted();
            return true;
        }
        return false;
    }

    private void readiness(boolean good, boolean bad) {
        if ((good && !ready) || (bad && ready)) {
            ready = good;
            means.changed().run();
        }
    }

    private void markStarted() {
        lock.lock();
        try {
            started = true;
            startupDone.signalAll();
        } finally {
            lock.unlock();
        }
        means.changed().run();
    }

    private void report(ProbeKind kind, Prober.Answer answer) {
        means.events()
                .warning(
                        target.pod(),
                        Pods.path(target.pod(), target.container().getName()),
                        "Unhealthy",
                        kind.title() + " probe failed: " + answer.output());
    }

    private static Duration seconds(@Nullable Integer value, int other) {
        return Duration.ofSeconds(value == null || (value == 0 && other > 0) ? other : value);
    }
}
