package io.jubernetes.kubelet.eviction;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.kubelet.config.Amounts;
import io.jubernetes.kubelet.config.PodAmounts;
import io.jubernetes.kubelet.eviction.LocalStorage.Usage;
import io.jubernetes.kubelet.eviction.NodePressure.Observation;
import io.jubernetes.kubelet.eviction.Ranking.Candidate;
import io.jubernetes.kubelet.node.NodeHealth;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.pull.ImageCollector;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStats;
import io.jubernetes.kubelet.settings.Signal;
import io.jubernetes.kubelet.settings.Threshold;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks after pods that take more disk than they may, and after the node itself: while it is short of something one pod after
 * the other goes, each look one. Used by one task.
 */
public final class Evictions {

    private static final String REASON = "Evicted";

    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final ContainerRuntime runtime;
    private final Path pods;
    private final Node node;
    private final BiConsumer<Pod, Verdict> evict;

    /** @param pods the directory of pods' directories, by uid */
    public Evictions(ContainerRuntime runtime, Path pods, Node node, BiConsumer<Pod, Verdict> evict) {
        this.runtime = runtime;
        this.pods = pods;
        this.node = node;
        this.evict = evict;
    }

    /**
     * What is looked at of the node.
     *
     * @param processes how many a pod has
     * @param collector takes room back before pods have to go for it
     * @param longestGrace of pods that go on account of a soft threshold
     */
    public record Node(
            NodeSignals signals,
            NodePressure pressure,
            NodeHealth health,
            ImageCollector collector,
            ToLongFunction<Pod> processes,
            Duration longestGrace) {}

    /** Looks once at all pods of the node. */
    public void look(List<Pod> all, long now) throws InterruptedException {
        if (runtime.isSimulated()) {
            return;
        }
        List<Pod> running = all.stream()
                .filter(p -> !Pods.isFinished(p) && !Pods.isDeleted(p))
                .toList();
        for (Pod pod : running.stream().filter(LocalStorage::isBounded).toList()) {
            LocalStorage.problem(pod, usage(pod)).ifPresent(m -> evict.accept(pod, new Verdict(REASON, m, AT_ONCE)));
        }
        Map<Signal, Observation> seen = node.signals().read();
        Optional<Threshold> passed = node.pressure().observe(seen, now);
        if (passed.isPresent() && passed.get().signal().isDisk()) {
            node.collector().removeUnused();
            seen = node.signals().read();
            passed = node.pressure().observe(seen, now);
        }
        node.health().setPressures(node.pressure().conditions());
        if (passed.isPresent()) {
            relieve(running, passed.get(), seen);
        }
    }

    private Usage usage(Pod pod) {
        Map<String, Long> emptyDirs = new LinkedHashMap<>();
        List<Volume> volumes = pod.getSpec().getVolumes();
        for (Volume volume : volumes == null ? List.<Volume>of() : volumes) {
            if (volume.getEmptyDir() != null) {
                Path directory = pods.resolve(Pods.uid(pod))
                        .resolve("volumes/kubernetes.io~empty-dir")
                        .resolve(volume.getName());
                emptyDirs.put(volume.getName(), DiskUsage.of(directory));
            }
        }
        Map<String, Long> containers = new LinkedHashMap<>();
        for (Container container : runtime.containers(Pods.uid(pod))) {
            long written = runtime.stats(container.id())
                    .map(ContainerStats::writableBytes)
                    .orElse(0L);
            Path logs = container.logFile().toAbsolutePath().getParent();
            containers.merge(container.name(), written, Long::sum);
            if (logs != null && container.isRunning()) {
                containers.merge(container.name(), DiskUsage.of(logs), Long::sum);
            }
        }
        return new Usage(emptyDirs, containers);
    }

    private void relieve(List<Pod> running, Threshold threshold, Map<Signal, Observation> seen) {
        List<Candidate> candidates = new ArrayList<>();
        for (Pod pod : running) {
            candidates.add(candidate(pod, threshold.signal()));
        }
        Observation observation = seen.get(threshold.signal());
        Duration grace = threshold.isHard() ? AT_ONCE : node.longestGrace();
        Ranking.first(candidates)
                .ifPresent(victim -> evict.accept(
                        victim.pod(), new Verdict(REASON, message(victim.pod(), threshold, observation), grace)));
    }

    private Candidate candidate(Pod pod, Signal signal) {
        if (signal == Signal.PROCESSES) {
            return new Candidate(pod, node.processes().applyAsLong(pod), 0);
        }
        PodAmounts amounts = new PodAmounts(pod);
        return signal == Signal.MEMORY
                ? new Candidate(pod, memory(Pods.uid(pod), null), amounts.memoryRequest())
                : new Candidate(pod, usage(pod).total(), amounts.storageRequest());
    }

    private String message(Pod pod, Threshold threshold, @Nullable Observation observation) {
        long capacity = observation == null ? 0 : observation.capacity();
        long available = observation == null ? 0 : observation.available();
        Signal signal = threshold.signal();
        boolean counted = signal.text().endsWith("Free") || signal == Signal.PROCESSES;
        StringBuilder text = new StringBuilder("The node was low on resource: " + signal.resource()
                + ". Threshold quantity: "
                + (threshold.amount().endsWith("%") ? amount(threshold.bound(capacity), counted) : threshold.amount())
                + ", available: " + amount(available, counted) + ". ");
        if (signal == Signal.MEMORY) {
            for (io.fabric8.kubernetes.api.model.Container container : Pods.containers(pod)) {
                long used = memory(Pods.uid(pod), container.getName());
                long request = Amounts.whole(new Amounts(container.getResources()).request("memory"));
                if (used > request) {
                    text.append("Container " + container.getName() + " was using " + amount(used, false)
                            + ", request is " + (request == 0 ? "0" : amount(request, false))
                            + ", has larger consumption of memory. ");
                }
            }
        }
        return text.toString();
    }

    private static String amount(long value, boolean counted) {
        return (counted ? Quantity.of(value) : Quantity.ofBytes(value >> 10 << 10)).toString();
    }

    /** @param container null for all of the pod */
    private long memory(String podUid, @Nullable String container) {
        return runtime.containers(podUid).stream()
                .filter(c -> container == null || c.name().equals(container))
                .map(c -> runtime.stats(c.id()))
                .flatMap(Optional::stream)
                .mapToLong(s -> s.memory().workingSet())
                .sum();
    }
}
