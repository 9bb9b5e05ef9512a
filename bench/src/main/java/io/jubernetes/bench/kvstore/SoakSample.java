package io.jubernetes.bench.kvstore;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One minute of a soak. Sizes in MiB, times in milliseconds. */
record SoakSample(Use use, double disk, Latency writes, Latency ranges, long events, long failures) {

    static final String HEADER =
            "minute  writes/s  p50-ms  p99-ms  ranges/s  p50-ms  p99-ms  events/s  rss-MiB  heap-MiB  files  threads  disk-MiB"
                    + "  failures";

    private static final double MIB = 1 << 20;

    /** What the process uses. */
    record Use(double rss, double heap, long files, long threads) {

        static Use now() throws IOException {
            System.gc(); // what is left is what is held
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
                return new Use(
                        status("VmRSS") / 1024.0,
                        heap / MIB,
                        files.count(),
                        ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }

        private static long status(String name) throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        }
    }

    record Latency(double rate, double p50, double p99) {
        static Latency of(Histogram minute) {
            return new Latency(minute.count() / 60.0, minute.millis(0.5), minute.millis(0.99));
        }
    }

    static SoakSample take(MixedLoad.Counters minute, Path home) throws IOException {
        return new SoakSample(
                Use.now(),
                StoreFiles.bytesUnder(home) / MIB,
                Latency.of(minute.writes),
                Latency.of(minute.ranges),
                minute.events.get() / 60,
                minute.failures.get());
    }

    String line(int minute) {
        return String.format(
                Locale.ROOT,
                "%6d  %8.0f  %6.2f  %6.1f  %8.0f  %6.2f  %6.1f  %8d  %7.0f  %8.1f  %5d  %7d  %8.0f  %8d",
                minute,
                writes.rate(),
                writes.p50(),
                writes.p99(),
                ranges.rate(),
                ranges.p50(),
                ranges.p99(),
                events,
                use.rss(),
                use.heap(),
                use.files(),
                use.threads(),
                disk,
                failures);
    }

    /** The last quarter beside the second one: the first is for warming up. */
    static void compare(List<SoakSample> samples, Report report) {
        int quarter = Math.max(1, samples.size() / 4);
        int begin = Math.min(quarter, samples.size() - 1);
        List<SoakSample> first = samples.subList(begin, Math.min(begin + quarter, samples.size()));
        List<SoakSample> late = samples.subList(samples.size() - quarter, samples.size());
        add(report, "soak-rss", first, late, sample -> sample.use().rss(), "MiB");
        add(report, "soak-heap", first, late, sample -> sample.use().heap(), "MiB");
        add(report, "soak-files", first, late, sample -> sample.use().files(), "files");
        add(report, "soak-disk", first, late, SoakSample::disk, "MiB");
        add(report, "soak-write-p50", first, late, sample -> sample.writes().p50(), "ms");
        add(report, "soak-write-p99", first, late, sample -> sample.writes().p99(), "ms");
        add(report, "soak-range-p99", first, late, sample -> sample.ranges().p99(), "ms");
        report.add(
                "soak-failures",
                samples.stream().mapToLong(SoakSample::failures).sum(),
                null,
                "failures");
    }

    private static void add(
            Report report,
            String id,
            List<SoakSample> early,
            List<SoakSample> late,
            ToDoubleFunction<SoakSample> measure,
            String unit) {
        report.add(id, average(late, measure), average(early, measure), unit);
    }

    private static double average(List<SoakSample> samples, ToDoubleFunction<SoakSample> measure) {
        return samples.stream().mapToDouble(measure).average().orElse(0);
    }
}
