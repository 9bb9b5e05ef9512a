package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.jubernetes.kubelet.config.ContainerSecurity;
import io.jubernetes.kubelet.config.PodShape;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Facts;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.probe.PodProbes;
import io.jubernetes.kubelet.probe.ProbeTarget;
import io.jubernetes.kubelet.runtime.Container.State;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.volume.VolumeError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at a pod after the other: reads, decides, acts, and tells. Used by the pod's worker. */
final class PodSync implements AutoCloseable {

    private static final Duration LATER = Duration.ofDays(1);
    /** For pods whose object was removed without waiting for them. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final String EVICTED = "Evicted";

    private final PodServices services;
    private final PodProbes probes;
    private final ContainerStarter starter;
    private final ContainerStopper stopper;
    private final PodTermination termination;
    private final StatusWriter writer;
    private final PodResize resize;
    private final RestartBackOff backOff = new RestartBackOff();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, Instant> retryAt = new LinkedHashMap<>();
    private volatile @Nullable Verdict verdict;
    private boolean seenInCluster;
    private boolean toldEviction;

    PodSync(PodServices services, Runnable wake) {
        this.services = services;
        this.probes = new PodProbes(services.environment(), services.prober(), services.events(), wake);
        this.starter = new ContainerStarter(services);
        this.stopper = new ContainerStopper(services);
        this.resize = new PodResize(services);
        this.termination = new PodTermination(services, wake);
        this.writer = new StatusWriter(services.client().resources(Pod.class));
    }

    /** Nothing is left to do. */
    boolean isOver() {
        return termination.isForgotten();
    }

    /** The pod has to go before its time; the first reason counts. */
    void evict(Verdict why) {
        if (verdict == null) {
            verdict = why;
        }
    }

    /** The pod may have got less time to end. */
    void shorten(Pod pod) {
        if (Pods.isDeleted(pod)) {
            starter.abandon();
        }
        termination.shorten(pod);
    }

    @Override
    public void close() {
        probes.keepOnly(List.of());
    }

    /**
     * Looks once.
     *
     * @param gone the object is no longer in the cluster
     * @return after which time to look again though nothing happened
     */
    Duration sync(Pod pod, boolean gone) throws InterruptedException {
        RuntimePod state = services.runtimePod(Pods.uid(pod));
        if (gone) {
            termination.end(pod, state, AT_ONCE);
            if (termination.isDone()) {
                termination.forget(pod);
            }
            return RETRY;
        }
        if (!seenInCluster && Pods.isFinished(pod) && !Pods.isDeleted(pod)) {
            termination.markDoneWhenNothingRuns(state);
        }
        seenInCluster = true;
        checkDeadline(pod);
        checkAdmission(pod, state);
        tellEviction(pod);
        if (Pods.isDeleted(pod) || verdict != null || Pods.isFinished(pod)) {
            return end(pod, state);
        }
        return keepRunning(pod, state);
    }

    private Duration end(Pod pod, RuntimePod state) throws InterruptedException {
        Verdict why = verdict;
        Duration most = why == null || why.grace() == null ? Pods.grace(pod) : why.grace();
        termination.end(pod, state, min(most, Pods.grace(pod)));
        RuntimePod now = services.runtimePod(Pods.uid(pod));
        updateProbes(pod, now);
        tell(pod, now);
        if (termination.isDone() && Pods.isDeleted(pod)) {
            termination.release(pod);
        }
        return termination.isDone() ? LATER : RETRY;
    }

    /** What would change the node for everybody is not run. */
    private void checkAdmission(Pod pod, RuntimePod state) {
        if (verdict != null || !state.sandboxes().isEmpty() || Pods.isFinished(pod)) {
            return;
        }
        services.node().admission().refusal(pod).ifPresent(this::evict);
        if (ContainerSecurity.limitsGroups(pod) && !services.runtime().canLimitGroups()) {
            evict(new Verdict(
                    "SupplementalGroupsPolicyNotSupported",
                    "Pod was rejected: SupplementalGroupsPolicy=Strict is not supported in this node"));
        }
        new PodShape(pod).forbiddenSysctl().ifPresent(name -> {
            String message = "forbidden sysctl: \"" + name + "\" not allowlisted";
            services.events().warning(pod, "SysctlForbidden", message);
            verdict = new Verdict("SysctlForbidden", "Pod was rejected: " + message);
        });
    }

    private void tellEviction(Pod pod) {
        Verdict why = verdict;
        if (why != null && why.reason().equals(EVICTED) && !toldEviction) {
            toldEviction = true;
            services.events().warning(pod, EVICTED, why.message());
        }
    }

    private void checkDeadline(Pod pod) {
        Long limit = pod.getSpec().getActiveDeadlineSeconds();
        String started = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        if (limit == null || started == null || verdict != null || Pods.isFinished(pod)) {
            return;
        }
        if (!services.environment().now().isBefore(Instant.parse(started).plusSeconds(limit))) {
            verdict = new Verdict("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
            services.events()
                    .normal(pod, "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        }
    }

    private Duration keepRunning(Pod pod, RuntimePod before) throws InterruptedException {
        PodActions actions = PodDecision.decide(pod, before, probes).with(resize.apply(pod, before));
        waiting.keySet().removeIf(name -> !actions.start().contains(name));
        Duration next = nextDeadline(pod);
        if (!actions.equals(PodActions.NONE)) {
            next = min(next, act(pod, before, actions));
        }
        RuntimePod after = services.runtimePod(Pods.uid(pod));
        updateProbes(pod, after);
        PodStatus status = tell(pod, after);
        if (PodPhase.SUCCEEDED.equals(status.getPhase()) || PodPhase.FAILED.equals(status.getPhase())) {
            termination.end(pod, after, Duration.ZERO);
        } else if (after.readySandbox().isPresent() && PodDecision.isComplete(pod, after)) {
            // only sidecars are left
            termination.end(pod, after, Pods.grace(pod));
            next = min(next, RETRY);
        } else if (before.readySandbox().isPresent()) {
            refreshVolumes(pod, after);
        }
        return next;
    }

    /** Volumes made of objects are kept current; trouble with them does not touch what runs. */
    private void refreshVolumes(Pod pod, RuntimePod state) throws InterruptedException {
        try {
            services.volumes().prepare(pod, services.fields(pod, state));
        } catch (VolumeError e) {
            services.events().warning(pod, "FailedMount", e.text());
        }
    }

    private Duration act(Pod pod, RuntimePod before, PodActions actions) throws InterruptedException {
        if (!actions.newSandbox() && before.sandbox().isEmpty()) {
            return LATER;
        }
        for (PodActions.Kill kill : actions.kill()) {
            Duration grace = kill.grace() == null ? Pods.grace(pod) : kill.grace();
            stopper.stop(pod, kill.container(), grace, kill.message());
        }
        if (!actions.kill().isEmpty() && actions.start().isEmpty()) {
            return Duration.ZERO;
        }
        Map<String, Path> volumes;
        try {
            volumes = services.volumes().prepare(pod, services.fields(pod, before));
        } catch (VolumeError e) {
            services.events().warning(pod, "FailedMount", e.text());
            return RETRY;
        }
        if (actions.newSandbox() && !newSandbox(pod, before, actions.sandboxAttempt())) {
            return RETRY;
        }
        Duration next = LATER;
        for (String name : actions.start()) {
            next = min(next, start(pod, name, volumes));
        }
        return next;
    }

    private boolean newSandbox(Pod pod, RuntimePod before, int attempt) throws InterruptedException {
        for (var old : before.sandboxes()) {
            services.runtime().stopSandbox(old.id());
        }
        try {
            new SandboxMaker(services).make(pod, attempt);
            return true;
        } catch (RuntimeFailure e) {
            services.events().warning(pod, "FailedCreatePodSandBox", "Failed to create pod sandbox: " + e.text());
            return false;
        }
    }

    /** Starts a container unless it has to wait; says when to try again. */
    private Duration start(Pod pod, String name, Map<String, Path> volumes) throws InterruptedException {
        RuntimePod state = services.runtimePod(Pods.uid(pod));
        Container spec = Pods.container(pod, name).orElseThrow();
        Instant now = services.environment().now();
        Instant retry = retryAt.get(name);
        if (retry != null && now.isBefore(retry)) {
            return Duration.between(now, retry);
        }
        Optional<RestartBackOff.Wait> wait =
                PodDecision.exit(state, name).flatMap(exit -> backOff.next(name, exit.finishedAt(), now));
        if (wait.isPresent()) {
            return holdBack(pod, spec, wait.get());
        }
        removeOld(state, name);
        try {
            starter.start(pod, spec, state, volumes);
            waiting.remove(name);
            retryAt.remove(name);
            // after a sidecar the next container is to be looked at, though nothing else happens
            return Pods.isSidecar(pod, name) ? Duration.ZERO : LATER;
        } catch (StartFailure e) {
            waiting.put(name, e.waiting());
            retryAt.put(name, services.environment().now().plus(e.retryAfter()));
            return e.retryAfter();
        }
    }

    private Duration holdBack(Pod pod, Container spec, RestartBackOff.Wait wait) {
        boolean told = waiting.containsKey(spec.getName());
        waiting.put(
                spec.getName(),
                new Waiting(
                        "CrashLoopBackOff",
                        "back-off " + RestartBackOff.text(wait.delay()) + " restarting failed container="
                                + spec.getName() + " pod=" + Pods.format(pod)));
        if (!told) {
            services.events()
                    .warning(
                            pod,
                            ContainerStarter.path(pod, spec),
                            "BackOff",
                            "Back-off restarting failed container " + spec.getName() + " in pod " + Pods.format(pod));
        }
        return wait.left();
    }

    /** The last attempt stays for its log and exit code; earlier ones, and one that was never started, go. */
    private void removeOld(RuntimePod state, String name) throws InterruptedException {
        Optional<io.jubernetes.kubelet.runtime.Container> latest = state.latest(name);
        for (var container : new ArrayList<>(state.containers())) {
            boolean keep = latest.isPresent()
                    && container.id().equals(latest.get().id())
                    && !(container.state() instanceof State.Created);
            if (container.name().equals(name) && !keep) {
                services.runtime().removeContainer(container.id());
                services.messages().forget(container);
                LogFiles.delete(container.logFile());
            }
        }
    }

    private void updateProbes(Pod pod, RuntimePod state) {
        List<String> alive = new ArrayList<>();
        for (Container spec : Pods.allContainers(pod)) {
            boolean once = !Pods.containers(pod).contains(spec) && !Pods.isSidecar(spec);
            if (once) {
                continue;
            }
            state.latest(spec.getName()).ifPresent(c -> {
                if (c.state() instanceof State.Running running) {
                    alive.add(c.id());
                    PodAddresses addresses = services.statuses().addresses(pod, state);
                    probes.watch(new ProbeTarget(pod, spec, c.id(), addresses), running.startedAt());
                }
            });
        }
        probes.keepOnly(alive);
    }

    private PodStatus tell(Pod pod, RuntimePod state) {
        Facts facts = new Facts(state, probes, waiting, services.messages());
        PodStatus status = services.statuses()
                .build(pod, facts, verdict, services.environment().now());
        if (termination.isDone() && Pods.isDeleted(pod) && !Pods.isFinished(pod)) {
            status.setPhase(PodStatusBuilder.phaseWhenDeleted(pod, state));
        }
        resize.tell(
                pod,
                state,
                status,
                new PodConditions(pod, services.environment().now()));
        writer.write(pod, status);
        if (Pods.isStatic(pod)) {
            // nobody else keeps it
            pod.setStatus(status);
        }
        return status;
    }

    private Duration nextDeadline(Pod pod) {
        Long limit = pod.getSpec().getActiveDeadlineSeconds();
        String started = pod.getStatus() == null ? null : pod.getStatus().getStartTime();
        if (limit == null || started == null) {
            return LATER;
        }
        return Duration.between(
                services.environment().now(), Instant.parse(started).plusSeconds(limit));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
