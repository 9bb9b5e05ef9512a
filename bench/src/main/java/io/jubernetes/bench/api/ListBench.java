package io.jubernetes.bench.api;

import java.io.IOException;
import java.time.Duration;

/** Lists of 500 and of 10,000 pods, as JSON and as a table, by one client that reads them to the end; then by eight at a time. */
final class ListBench {

    private static final int[] SIZES = {500, 10_000};

    private final Setting setting;

    ListBench(Setting setting) {
        this.setting = setting;
    }

    void run() throws IOException, InterruptedException {
        for (int pods : SIZES) {
            String namespace = "list-" + pods;
            setting.namespace(namespace);
            setting.pods(namespace, pods);
            measure(namespace + "-json", namespace, Pods.JSON);
            measure(namespace + "-table", namespace, Pods.TABLE);
        }
        memory("list-" + SIZES[1]);
    }

    private void measure(String id, String namespace, String accept) throws IOException, InterruptedException {
        lists(1, setting.effort().warming().dividedBy(6), namespace, accept);
        double before = setting.server().cpu();
        Load load = lists(1, setting.effort().slice(), namespace, accept);
        setting.report().add(id, load.bytesPerSecond() / 1e6, null, "MB/s");
        setting.report().add(id + "-p50", load.millis(0.5), null, "ms");
        setting.report().add(id + "-p99", load.millis(0.99), null, "ms");
        double each = (setting.server().cpu() - before) / load.count();
        setting.report().add(id + "-server-cpu", each * 1e3, null, "ms");
    }

    /** What eight readers at a time of something large add to what the process takes. */
    private void memory(String namespace) throws IOException, InterruptedException {
        double live = setting.server().liveMegabytes();
        double before = setting.server().residentMegabytes();
        lists(8, setting.effort().slice(), namespace, Pods.JSON);
        setting.report()
                .add(namespace + "-json-8-readers-memory", setting.server().residentMegabytes() - before, null, "MiB");
        setting.report().add(namespace + "-heap", live, null, "MiB");
    }

    private Load lists(int readers, Duration time, String namespace, String accept)
            throws IOException, InterruptedException {
        byte[] head = RequestHead.read(Pods.path(namespace), accept);
        return new Load(setting.environment(), setting.client(), readers, 1)
                .run(
                        time,
                        Integer.MAX_VALUE,
                        first -> (connection, number, exchange) -> connection.send(head, Body.NONE, exchange));
    }
}
