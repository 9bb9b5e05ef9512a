package io.jubernetes.kubelet.eviction;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.jubernetes.kubelet.config.PodAmounts;
import io.jubernetes.kubelet.eviction.LocalStorage.Usage;
import io.jubernetes.kubelet.eviction.Ranking.Candidate;
import io.jubernetes.kubelet.pod.PodStatusBuilder.Verdict;
import io.jubernetes.kubelet.pod.Pods;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Looks after pods that take more disk than they may, and after the node's memory: below the threshold one pod after the other
 * goes, each look one.
 */
public final class Evictions {

    private static final String REASON = "Evicted";

    private final ContainerRuntime runtime;
    private final Path pods;
    private final BooleanSupplier memoryIsShort;
    private final BiConsumer<Pod, Verdict> evict;

    /**
     * @param pods the directory of pods' directories, by uid
     * @param memoryIsShort whether the node has less free memory than it needs
     * @param evict ends a pod and says why
     */
    public Evictions(
            ContainerRuntime runtime, Path pods, BooleanSupplier memoryIsShort, BiConsumer<Pod, Verdict> evict) {
        this.runtime = runtime;
        this.pods = pods;
        this.memoryIsShort = memoryIsShort;
        this.evict = evict;
    }

    /** Looks once at all pods of the node. */
    public void look(List<Pod> all) {
        if (runtime.isSimulated()) {
            return;
        }
        List<Pod> running = all.stream()
                .filter(p -> !Pods.isFinished(p) && !Pods.isDeleted(p))
                .toList();
        for (Pod pod : running.stream().filter(LocalStorage::isBounded).toList()) {
            LocalStorage.problem(pod, usage(pod)).ifPresent(m -> evict.accept(pod, new Verdict(REASON, m)));
        }
        if (memoryIsShort.getAsBoolean()) {
            relieveMemory(running);
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

    private void relieveMemory(List<Pod> running) {
        List<Candidate> candidates = new ArrayList<>();
        for (Pod pod : running) {
            candidates.add(new Candidate(pod, memory(pod), new PodAmounts(pod).memoryRequest()));
        }
        Optional<Candidate> victim = Ranking.first(candidates);
        victim.ifPresent(v -> evict.accept(
                v.pod(), new Verdict(REASON, "The node was low on resource: memory. Threshold quantity: 100Mi. ")));
    }

    private long memory(Pod pod) {
        return runtime.containers(Pods.uid(pod)).stream()
                .map(c -> runtime.stats(c.id()))
                .flatMap(Optional::stream)
                .mapToLong(s -> s.memory().workingSet())
                .sum();
    }
}
