package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import io.jubernetes.kvstore.rocks.StoreReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A store as {@code jube up} has it, under a steady mix of everything, for a long time: a line a minute says whether memory, file
 * handles, latency and room stay as they are. The measures compare the last quarter with the second one.
 */
final class SoakBench {

    private static final Duration BETWEEN_COMPACTIONS = Duration.ofSeconds(10);
    private static final Duration BETWEEN_BACKUPS = Duration.ofSeconds(60);
    private static final int KEPT_REVISIONS = 20_000;

    private final Place place;
    private final Environment environment;
    private final int minutes;
    private final Report report;

    SoakBench(Place place, int minutes, Report report) {
        this.place = place;
        this.environment = place.environment();
        this.minutes = minutes;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        Path home = place.directory().resolve("ours-soak");
        Path library = place.directory().resolve("native");
        RocksStoreConfig config = RocksStoreConfig.small(home).withLibraryDirectory(library);
        try (RocksStore store = RocksStore.open(config, task -> environment.startNative("store", task::run))) {
            MixedLoad load = new MixedLoad(store, environment);
            load.start();
            List<Environment.Task> upkeep = List.of(
                    environment.start("compaction", () -> compact(store)),
                    environment.start("backups", () -> backUp(store, library)));
            List<SoakSample> samples = new ArrayList<>();
            System.err.println(SoakSample.HEADER);
            for (int minute = 1; minute <= minutes; minute++) {
                environment.sleep(Duration.ofMinutes(1));
                samples.add(SoakSample.take(load.restartCounting(), home));
                System.err.println(samples.getLast().line(minute));
            }
            load.stop();
            upkeep.forEach(Environment.Task::interrupt);
            for (Environment.Task task : upkeep) {
                task.join();
            }
            SoakSample.compare(samples, report);
        }
        StoreReport found = io.jubernetes.kvstore.rocks.StoreFiles.verify(home, library);
        System.err.println("verify: revision " + found.revision() + ", problems " + found.problems());
        place.forget("soak");
    }

    private void compact(RocksStore store) throws InterruptedException {
        while (true) {
            environment.sleep(BETWEEN_COMPACTIONS);
            store.compact(Math.max(0, store.revision() - KEPT_REVISIONS));
        }
    }

    /** Each backup is walked through, and makes way for the next. */
    private void backUp(RocksStore store, Path library) throws InterruptedException {
        Path backup = place.directory().resolve("soak-backup");
        while (true) {
            environment.sleep(BETWEEN_BACKUPS);
            try {
                store.backup(backup);
                StoreReport found = io.jubernetes.kvstore.rocks.StoreFiles.verify(backup, library);
                if (!found.isWhole()) {
                    report.add("soak-broken-backup", found.problems().size(), null, "problems");
                }
                StoreFiles.delete(backup);
            } catch (IOException e) {
                System.err.println("backup: " + e);
                report.add("soak-failed-backup", 1, null, "backups");
            }
        }
    }
}
