package io.jubernetes.apiserver.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system and the JVM know of this process; read when it is asked for. */
final class ProcessMetrics {

    private static final double MILLIS = 1e3;
    private static final double NANOS = 1e9;
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB = 1024;

    private ProcessMetrics() {}

    static void write(MetricText text) {
        system(text);
        text.family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.");
        text.sample(ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
        memory(text);
        collectors(text);
        text.family("jvm_threads_current", "gauge", "Threads of the JVM, without virtual ones.");
        text.sample(ManagementFactory.getThreadMXBean().getThreadCount());
        text.family("jvm_classes_currently_loaded", "gauge", "Loaded classes.");
        text.sample(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    private static void system(MetricText text) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            text.family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.");
            text.sample(unix.getProcessCpuTime() / NANOS);
            text.family("process_open_fds", "gauge", "Number of open file descriptors.");
            text.sample(unix.getOpenFileDescriptorCount());
            text.family("process_max_fds", "gauge", "Maximum number of open file descriptors.");
            text.sample(unix.getMaxFileDescriptorCount());
        }
        text.family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.");
        text.sample(ofStatus("VmRSS:"));
        text.family("process_virtual_memory_bytes", "gauge", "Virtual memory size in bytes.");
        text.sample(ofStatus("VmSize:"));
    }

    /** Zero where the system does not say. */
    private static double ofStatus(String name) {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux
        }
    }

    private static void memory(MetricText text) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        text.family("jvm_memory_used_bytes", "gauge", "Memory that the JVM uses.");
        text.sample(heap.getUsed(), "area", "heap");
        text.sample(other.getUsed(), "area", "nonheap");
        text.family("jvm_memory_committed_bytes", "gauge", "Memory that the JVM has from the system.");
        text.sample(heap.getCommitted(), "area", "heap");
        text.sample(other.getCommitted(), "area", "nonheap");
        text.family("jvm_memory_max_bytes", "gauge", "Memory that the JVM may use; -1 without limit.");
        text.sample(heap.getMax(), "area", "heap");
        text.sample(other.getMax(), "area", "nonheap");
    }

    private static void collectors(MetricText text) {
        text.family("jvm_gc_collection_seconds", "summary", "Time spent in garbage collection.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            text.sample("_count", collector.getCollectionCount(), "gc", collector.getName());
            text.sample("_sum", collector.getCollectionTime() / MILLIS, "gc", collector.getName());
        }
    }
}
