package io.jubernetes.bench.api;

import java.io.IOException;

/** What the server's process takes once it holds many pods: heap in use behind a full collection, and resident memory. */
final class MemoryBench {

    private final Setting setting;

    MemoryBench(Setting setting) {
        this.setting = setting;
    }

    void run() throws IOException, InterruptedException {
        int pods = setting.effort().resident();
        setting.namespace("memory");
        setting.pods("memory", pods);
        setting.report().add("heap-" + pods + "-pods", setting.server().liveMegabytes(), null, "MiB");
        setting.report().add("resident-" + pods + "-pods", setting.server().residentMegabytes(), null, "MiB");
    }
}
