package io.jubernetes.bench.api;

import java.io.IOException;

/** Single pods: created, read, replaced, patched by 64 callers, each of which waits for its answer. */
final class ObjectBench {

    private static final int POOL = 1_000;
    private static final int WARMING = 4_000;
    private static final String NAMESPACE = "objects";

    private final Setting setting;

    ObjectBench(Setting setting) {
        this.setting = setting;
    }

    void create() throws IOException, InterruptedException {
        setting.namespace("create");
        byte[] deleteAll = RequestHead.write("DELETE", Pods.path("create"), Pods.JSON);
        long end = setting.environment().nanoTime() + setting.effort().warming().toNanos();
        while (setting.environment().nanoTime() < end) {
            setting.pods("create", WARMING);
            setting.client().ask(deleteAll, "");
        }
        setting.measure("create-64-clients", setting.effort().creates(), Pods.creating("create"));
    }

    void get() throws IOException, InterruptedException {
        begin();
        byte[][] heads = Pods.heads("GET", NAMESPACE, POOL, Pods.JSON);
        measure(
                "get-64-clients",
                first -> (connection, number, exchange) -> connection.send(heads[number % POOL], Body.NONE, exchange));
    }

    void update() throws IOException, InterruptedException {
        begin();
        byte[][] heads = Pods.heads("PUT", NAMESPACE, POOL, Pods.JSON);
        String[] pods = new String[POOL];
        for (int i = 0; i < POOL; i++) {
            pods[i] = replacement(i);
        }
        measure("update-64-clients", first -> updating(heads, pods));
    }

    void patch() throws IOException, InterruptedException {
        begin();
        byte[][] heads = Pods.heads("PATCH", NAMESPACE, POOL, Pods.STRATEGIC_PATCH);
        measure("patch-64-clients", first -> patching(heads));
    }

    private void begin() throws IOException, InterruptedException {
        setting.namespace(NAMESPACE);
        setting.pods(NAMESPACE, POOL);
    }

    /** What the server has, without its revision, and with a note that is another each time. */
    private String replacement(int pod) throws IOException {
        String read = setting.client().ask(RequestHead.read(Pods.path(NAMESPACE, pod), Pods.JSON), "");
        return read.replaceFirst("\"resourceVersion\":\"\\d+\",", "")
                .replace("\"created\"", "\"u" + Body.NUMBER + "\"");
    }

    private static Load.Request updating(byte[][] heads, String[] pods) {
        Body[] bodies = new Body[pods.length];
        return (connection, number, exchange) -> {
            int pod = number % POOL;
            if (bodies[pod] == null) {
                bodies[pod] = new Body(pods[pod]);
            }
            connection.send(heads[pod], bodies[pod].numbered(number), exchange);
        };
    }

    private static Load.Request patching(byte[][] heads) {
        Body body = new Body("{\"metadata\":{\"annotations\":{\"note\":\"p" + Body.NUMBER + "\"}}}");
        return (connection, number, exchange) -> connection.send(heads[number % POOL], body.numbered(number), exchange);
    }

    private void measure(String id, Load.Requests requests) throws IOException, InterruptedException {
        setting.callers().run(setting.effort().warming(), Integer.MAX_VALUE, requests);
        setting.measure(id, Integer.MAX_VALUE, requests);
    }
}
