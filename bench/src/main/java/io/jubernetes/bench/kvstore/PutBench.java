package io.jubernetes.bench.kvstore;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writers that wait for each write: us, etcd, an append log, in turns, so that all meet the same moods of the machine. */
final class PutBench {

    private static final int KEYS = 20_000;

    private final Place place;
    private final Effort effort;
    private final Report report;
    private final List<String> wanted;

    /** @param wanted names like put-64-writers; where put or nothing is named, all are measured */
    PutBench(Place place, Effort effort, Report report, List<String> wanted) {
        this.place = place;
        this.effort = effort;
        this.report = report;
        this.wanted = wanted;
    }

    void run() throws IOException, InterruptedException {
        try (OurStore ours = place.ours("put");
                AppendLog log = new AppendLog(place.directory().resolve("append-log"), place.environment())) {
            @Nullable Etcd etcd = place.etcd("put");
            warmUp(ours, etcd);
            Trio subjects = new Trio(ours, etcd, log);
            for (int writers : new int[] {1, 16, 64, 256}) {
                measure("put-" + writers + "-writers", writers, 2048, subjects);
            }
            measure("put-64-writers-1k", 64, 1024, subjects);
            measure("put-64-writers-4k", 64, 4096, subjects);
            if (isWanted("put-1-writers")) {
                besideOneSync(ours);
            }
            if (etcd != null) {
                etcd.close();
            }
        }
        place.forget("put");
    }

    private record Trio(OurStore ours, @Nullable Etcd etcd, AppendLog log) {}

    private void warmUp(OurStore ours, @Nullable Etcd etcd) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(place.environment(), 64, new Values(2048), KEYS);
        loop.run(put(ours), effort.slice().multipliedBy(2));
        if (etcd != null) {
            loop.run(put(etcd), effort.slice().multipliedBy(2));
        }
    }

    private static ClosedLoop.Write put(Subject subject) {
        return (key, value) -> subject.put(Values.key(key), value);
    }

    private boolean isWanted(String id) {
        return wanted.isEmpty() || wanted.contains("put") || wanted.contains(id);
    }

    private void measure(String id, int writers, int size, Trio subjects) throws InterruptedException {
        if (!isWanted(id)) {
            return;
        }
        Values values = new Values(size);
        ClosedLoop ours = new ClosedLoop(place.environment(), writers, values, KEYS);
        ClosedLoop peer = new ClosedLoop(place.environment(), writers, values, KEYS);
        ClosedLoop limit = new ClosedLoop(place.environment(), writers, values, KEYS);
        Duration slice = effort.slice();
        for (int round = 0; round < effort.rounds(); round++) {
            ours.run(put(subjects.ours()), slice);
            if (subjects.etcd() != null) {
                peer.run(put(subjects.etcd()), slice);
            }
            limit.run((key, value) -> subjects.log().put(value), slice);
        }
        boolean both = subjects.etcd() != null;
        report.add(id, ours.perSecond(), both ? peer.perSecond() : null, "1/s");
        report.add(id + "-p50", ours.p50(), both ? peer.p50() : null, "ms");
        report.add(id + "-p99", ours.p99(), both ? peer.p99() : null, "ms");
        report.add("log-" + id, ours.perSecond(), limit.perSecond(), "1/s");
    }

    /** One writer, beside a file that is appended to and synced. */
    private void besideOneSync(Subject subject) throws IOException, InterruptedException {
        Values values = new Values(2048);
        ClosedLoop ours = new ClosedLoop(place.environment(), 1, values, KEYS);
        ClosedLoop limit = new ClosedLoop(place.environment(), 1, values, KEYS);
        try (OneSync sync = new OneSync(place.directory().resolve("one-sync"))) {
            for (int round = 0; round < effort.rounds(); round++) {
                ours.run(put(subject), effort.slice());
                limit.run((key, value) -> sync.put(value), effort.slice());
            }
        }
        report.add("sync-put-1-writers-p50", ours.p50(), limit.p50(), "ms");
    }
}
