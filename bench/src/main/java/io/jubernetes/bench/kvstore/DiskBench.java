package io.jubernetes.bench.kvstore;

import io.jubernetes.apimachinery.environment.Environment;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Room on the disk: many puts of few keys, then no history any more. */
final class DiskBench {

    private static final double MIB = 1 << 20;

    private final Place place;
    private final Effort effort;
    private final Report report;

    DiskBench(Place place, Effort effort, Report report) {
        this.place = place;
        this.effort = effort;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        try (OurStore ours = place.ours("disk")) {
            double[] mine = measure(ours);
            double @Nullable [] peer = null;
            Etcd etcd = place.etcd("disk");
            if (etcd != null) {
                peer = measure(etcd);
                etcd.close();
            }
            report.add("disk-before-compaction", mine[0], peer == null ? null : peer[0], "MiB");
            report.add("disk-after-compaction", mine[1], peer == null ? null : peer[1], "MiB");
        }
        place.forget("disk");
    }

    private double[] measure(Subject subject) throws IOException, InterruptedException {
        int puts = effort.overwrites();
        Filling.of(place.environment(), subject, new Values(2048), puts, puts / 10);
        double before = subject.bytesOnDisk() / MIB;
        subject.compact();
        return new double[] {before, settled(subject) / MIB};
    }

    /** Waits until the size stays as it is for a second: room is given back in the background. */
    private long settled(Subject subject) throws IOException, InterruptedException {
        Environment environment = place.environment();
        long size = subject.bytesOnDisk();
        for (int same = 0; same < 10; ) {
            environment.sleep(Duration.ofMillis(100));
            long now = subject.bytesOnDisk();
            same = now == size ? same + 1 : 0;
            size = now;
        }
        return size;
    }
}
