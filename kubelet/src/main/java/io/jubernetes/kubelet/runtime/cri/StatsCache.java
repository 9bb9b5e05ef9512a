package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cri.v1.ContainerStatsFilter;
import io.jubernetes.cri.v1.ListContainerStatsRequest;
import io.jubernetes.cri.v1.MemoryUsage;
import io.jubernetes.kubelet.runtime.ContainerStats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What containers use: one question for all of them, good for a moment, however many are asked about one after the other. */
final class StatsCache {

    private static final long GOOD_FOR_NANOS = 2_000_000_000L;

    private final Environment environment;
    private final CriConnection connection;
    private final Ownership ownership;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<String, ContainerStats> stats = Map.of();
    private boolean filled;
    private long filledAt;

    StatsCache(Environment environment, CriConnection connection, Ownership ownership) {
        this.environment = environment;
        this.connection = connection;
        this.ownership = ownership;
    }

    Optional<ContainerStats> of(String containerId) {
        lock.lock();
        try {
            if (!filled || environment.nanoTime() - filledAt > GOOD_FOR_NANOS) {
                stats = ask();
                filledAt = environment.nanoTime();
                filled = true;
            }
            return Optional.ofNullable(stats.get(containerId));
        } finally {
            lock.unlock();
        }
    }

    private Map<String, ContainerStats> ask() {
        ContainerStatsFilter filter = ContainerStatsFilter.newBuilder()
                .putAllLabelSelector(ownership.selector(""))
                .build();
        Map<String, ContainerStats> all = new LinkedHashMap<>();
        connection
                .ask(s -> s.listContainerStats(
                        ListContainerStatsRequest.newBuilder().setFilter(filter).build()))
                .getStatsList()
                .stream()
                // one that does not run has none
                .filter(one -> one.hasCpu() && one.getCpu().getTimestamp() > 0)
                .forEach(one -> all.put(one.getAttributes().getId(), stats(one)));
        return all;
    }

    private static ContainerStats stats(io.jubernetes.cri.v1.ContainerStats one) {
        return new ContainerStats(
                one.getAttributes().getId(),
                SandboxMapping.time(one.getCpu().getTimestamp()),
                one.getCpu().getUsageCoreNanoSeconds().getValue(),
                memory(one.getMemory()),
                one.getWritableLayer().getUsedBytes().getValue());
    }

    /** Older daemons know no more than the working set. */
    private static ContainerStats.Memory memory(MemoryUsage memory) {
        long workingSet = memory.getWorkingSetBytes().getValue();
        return new ContainerStats.Memory(
                Math.max(memory.getUsageBytes().getValue(), workingSet),
                workingSet,
                memory.hasRssBytes() ? memory.getRssBytes().getValue() : workingSet,
                memory.getPageFaults().getValue(),
                memory.getMajorPageFaults().getValue());
    }
}
