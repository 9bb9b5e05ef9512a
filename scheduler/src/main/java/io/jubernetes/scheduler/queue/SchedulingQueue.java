package io.jubernetes.scheduler.queue;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.framework.Profiles;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The pods that wait for a node.
 *
 * <pre>
 *             add                     take
 *   new pod ───────► active ───────────────────► in flight ──► (bound)
 *                      ▲  ▲ time is up              │  reject
 *                      │  └──── back-off ◄──────────┤  … something happened meanwhile, or an error
 *                      │            ▲               ▼
 *                      └────────────┴──────── unschedulable    until an event that may lift what rejected the pod,
 *                                                              or for five minutes
 * </pre>
 *
 * A pod with scheduling gates stays among the unschedulable until an update takes the gates away. Safe for use by several threads;
 * {@link #take} is for one.
 */
public final class SchedulingQueue {

    private static final Duration LEFTOVER = Duration.ofMinutes(5);
    private static final long FOREVER = Long.MAX_VALUE;

    private final Environment environment;
    private final Backoff backoff;
    private final Profiles profiles;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by lock.
    private final TreeSet<QueuedPod> active;
    private final TreeSet<QueuedPod> backingOff = new TreeSet<>(QueuedPod.BY_BACKOFF);
    private final TreeSet<QueuedPod> unschedulable = new TreeSet<>(QueuedPod.BY_AGE);
    private final TreeSet<QueuedPod> gated = new TreeSet<>(QueuedPod.BY_AGE);
    private final Map<String, Waiting> waiting = new HashMap<>();
    private final Map<String, Long> inFlight = new HashMap<>();
    private final MissedChanges missed = new MissedChanges();
    private long sequence;
    private boolean closed;

    /** A pod, and which of the queues it is in. */
    private record Waiting(QueuedPod pod, TreeSet<QueuedPod> where) {}

    public SchedulingQueue(Environment environment, Backoff backoff, Profiles profiles) {
        this.environment = environment;
        this.backoff = backoff;
        this.profiles = profiles;
        this.active = new TreeSet<>(profiles.order());
    }

    /** A pod appeared or changed. One that is being tried is left to {@link #reject}, which is given the newest form. */
    public void put(Pod pod) {
        locked(() -> {
            String uid = pod.getMetadata().getUid();
            Waiting known = waiting.get(uid);
            if (known != null) {
                replace(known, known.pod.with(pod));
            } else if (!inFlight.containsKey(uid)) {
                QueuedPod added =
                        new QueuedPod(PodToPlace.of(pod), ++sequence, 0, Collections.emptySortedSet(), now(), now());
                link(isGated(added) ? gated : active, added);
            }
        });
    }

    /** The pod needs no node any more. */
    public void remove(String uid) {
        locked(() -> {
            unlink(uid);
            land(uid);
        });
    }

    /** Waits for the next pod to try; null once the queue is closed. End with {@link #done} or {@link #reject}. */
    public @Nullable QueuedPod take() throws InterruptedException {
        lock.lock();
        try {
            promoteReady();
            while (active.isEmpty() && !closed) {
                long wait = nanosToNext();
                if (wait == FOREVER) {
                    changed.await();
                } else {
                    environment.await(changed, Duration.ofNanos(wait));
                }
                promoteReady();
            }
            return closed ? null : begin(active.first());
        } finally {
            lock.unlock();
        }
    }

    /** The pod was given a node, or is gone. */
    public void done(String uid) {
        locked(() -> land(uid));
    }

    /** A node was found; only an error can bring the pod back, whatever else happens. */
    public void placed(String uid) {
        locked(() -> {
            if (inFlight.put(uid, FOREVER) != null) {
                missed.ended();
            }
        });
    }

    /**
     * The pod found no node, or binding failed.
     *
     * @param newest the pod as it is now
     * @param plugins what kept it out; null for an error: then it is tried again after its back-off
     */
    public void reject(QueuedPod tried, Pod newest, @Nullable SortedSet<String> plugins) {
        locked(() -> {
            Long began = inFlight.get(tried.uid());
            if (began == null || waiting.containsKey(tried.uid())) {
                return;
            }
            SortedSet<String> by = plugins == null ? Collections.emptySortedSet() : plugins;
            QueuedPod now = tried.with(newest);
            boolean retry = plugins == null
                    || !sameRequest(tried.pod(), newest)
                    || missed.anySince(began, change -> mayHelp(change, now.demand(), by));
            land(tried.uid());
            long readyAt = now() + backoff.after(tried.attempts()).toNanos();
            QueuedPod next = new QueuedPod(now.demand(), ++sequence, tried.attempts(), by, now(), readyAt);
            link(isGated(next) ? gated : retry ? backingOff : unschedulable, next);
        });
    }

    /** Something happened that may lift rejections. */
    public void happened(Change change) {
        lock.lock();
        try {
            missed.add(++sequence, change);
            List<QueuedPod> moved = unschedulable.stream()
                    .filter(pod -> mayHelp(change, pod.demand(), pod.rejectedBy()))
                    .toList();
            moved.forEach(this::activate);
            if (!moved.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayHelp(Change change, PodToPlace pod, SortedSet<String> rejectedBy) {
        return rejectedBy.isEmpty() || profiles.of(pod.pod()).mayHelp(change, pod, rejectedBy);
    }

    private boolean isGated(QueuedPod pod) {
        return !profiles.of(pod.pod()).admits(pod.pod());
    }

    private void land(String uid) {
        Long began = inFlight.remove(uid);
        if (began != null && began != FOREVER) {
            missed.ended();
        }
    }

    public void close() {
        locked(() -> closed = true);
    }

    /** Pods that wait for a change, for tests and metrics. */
    public int unschedulableCount() {
        lock.lock();
        try {
            return unschedulable.size() + gated.size();
        } finally {
            lock.unlock();
        }
    }

    private QueuedPod begin(QueuedPod pod) {
        unlink(pod.uid());
        inFlight.put(pod.uid(), sequence);
        missed.began();
        return pod.tried();
    }

    /** Status changes, our own above all, do not make a pod worth another try. */
    @SuppressWarnings("ReferenceEquality") // the queues are told apart by who they are
    private void replace(Waiting known, QueuedPod next) {
        boolean wasGated = known.where == gated;
        boolean worthATry = known.where == unschedulable && !sameRequest(known.pod.pod(), next.pod());
        unlink(next.uid());
        if (isGated(next)) {
            link(gated, next);
        } else if (wasGated || worthATry) {
            activate(next);
        } else {
            link(known.where, next);
        }
    }

    private static boolean sameRequest(Pod a, Pod b) {
        return a.getSpec().equals(b.getSpec())
                && Objects.equals(a.getMetadata().getLabels(), b.getMetadata().getLabels());
    }

    private void activate(QueuedPod pod) {
        unlink(pod.uid());
        link(pod.readyAt() - now() > 0 ? backingOff : active, pod);
    }

    private void link(TreeSet<QueuedPod> where, QueuedPod pod) {
        waiting.put(pod.uid(), new Waiting(pod, where));
        where.add(pod);
    }

    private void unlink(String uid) {
        Waiting known = waiting.remove(uid);
        if (known != null) {
            known.where.remove(known.pod);
        }
    }

    private void promoteReady() {
        long now = now();
        while (!backingOff.isEmpty() && backingOff.first().readyAt() - now <= 0) {
            QueuedPod pod = backingOff.first();
            unlink(pod.uid());
            link(active, pod);
        }
        while (!unschedulable.isEmpty() && leftoverAt(unschedulable.first()) - now <= 0) {
            activate(unschedulable.first());
        }
    }

    private static long leftoverAt(QueuedPod pod) {
        return pod.since() + LEFTOVER.toNanos();
    }

    private long nanosToNext() {
        long now = now();
        long next = backingOff.isEmpty() ? FOREVER : backingOff.first().readyAt() - now;
        if (!unschedulable.isEmpty()) {
            next = Math.min(next, leftoverAt(unschedulable.first()) - now);
        }
        return Math.max(next, 1);
    }

    private long now() {
        return environment.nanoTime();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
