package io.jubernetes.kubelet.runtime.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a process and its descendants use. */
record Usage(long cpuNanoseconds, long memoryBytes) {

    private static final long PAGE = 4096;

    static Optional<Usage> of(long pid) {
        return ProcessHandle.of(pid).map(root -> {
            List<ProcessHandle> all =
                    Stream.concat(Stream.of(root), root.descendants()).toList();
            long cpu = all.stream()
                    .mapToLong(p ->
                            p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                    .sum();
            long memory = all.stream().mapToLong(p -> resident(p.pid())).sum();
            return new Usage(cpu, memory);
        });
    }

    private static long resident(long pid) {
        String[] fields = StateFiles.readText(Path.of("/proc", Long.toString(pid), "statm"))
                .split(" ");
        return fields.length > 1 ? Long.parseLong(fields[1]) * PAGE : 0;
    }
}
