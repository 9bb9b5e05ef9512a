package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a store takes while it is written to as fast as it goes and gives up its history all the time: a line a million puts. */
final class MemoryBench {

    private static final int MILLIONS = 5;
    private static final int KEYS = 20_000;
    private static final int WRITERS = 256;
    private static final Duration BETWEEN_COMPACTIONS = Duration.ofSeconds(5);
    private static final double MIB = 1 << 20;

    private final Place place;
    private final Report report;

    MemoryBench(Place place, Report report) {
        this.place = place;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        Path home = place.directory().resolve("ours-memory");
        try (OurStore ours = place.ours("memory")) {
            Environment.Task compaction = place.environment().start("compaction", () -> compact(ours));
            double first = 0;
            double last = 0;
            for (int million = 1; million <= MILLIONS; million++) {
                Filling.of(place.environment(), WRITERS, ours, new Values(2048), 1_000_000, KEYS);
                SoakSample.Use use = SoakSample.Use.now();
                System.err.printf(
                        Locale.ROOT,
                        "puts %d,000,000  rss-MiB %.0f  heap-MiB %.1f  files %d  threads %d  disk-MiB %.0f%n",
                        million,
                        use.rss(),
                        use.heap(),
                        use.files(),
                        use.threads(),
                        StoreFiles.bytesUnder(home) / MIB);
                first = million == 1 ? use.rss() : first;
                last = use.rss();
            }
            report.add("memory-rss-after-" + MILLIONS + "m", last, first, "MiB");
            compaction.interrupt();
            compaction.join();
        }
        place.forget("memory");
    }

    private void compact(OurStore ours) throws InterruptedException {
        while (true) {
            place.environment().sleep(BETWEEN_COMPACTIONS);
            ours.compact();
        }
    }
}
