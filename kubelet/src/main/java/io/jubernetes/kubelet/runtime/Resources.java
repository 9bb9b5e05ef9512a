package io.jubernetes.kubelet.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of the machine a container may use; 0 and empty where nothing is said, which leaves it to the runtime.
 *
 * @param cpu how processor time is shared and bounded
 * @param memoryLimitBytes above which the container is killed; without swap
 * @param pids how many processes and threads there may be
 * @param oomScoreAdj which processes the kernel kills first when the machine runs out of memory, -1000 to 1000
 * @param hugepageLimits bytes by page size as the kernel writes it, {@code 2MB}
 */
public record Resources(Cpu cpu, long memoryLimitBytes, long pids, int oomScoreAdj, Map<String, Long> hugepageLimits) {

    public static final Resources UNLIMITED = new Resources(Cpu.UNLIMITED, 0, 0, 0, Map.of());

    public Resources {
        hugepageLimits = Collections.unmodifiableMap(new LinkedHashMap<>(hugepageLimits));
    }

    /**
     * Processor time.
     *
     * @param shares weight against others in cgroup v1's measure (1024 for one processor)
     * @param quotaMicros microseconds of processor time in each period
     * @param periodMicros microseconds, 100,000 by custom
     * @param processors which ones may be used, as a list such as {@code 0-2,7}
     * @param memoryNodes which memory nodes may be used, likewise
     */
    public record Cpu(long shares, long quotaMicros, long periodMicros, String processors, String memoryNodes) {
        public static final Cpu UNLIMITED = new Cpu(0, 0, 0, "", "");
    }

    /**
     * A device of the host that the container gets.
     *
     * @param permissions of {@code r}, {@code w} and {@code m} (make)
     */
    public record Device(String hostPath, String containerPath, String permissions) {}
}
