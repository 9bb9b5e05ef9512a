package io.jubernetes.bench.api;

import io.jubernetes.bench.api.FanOut.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long after its writer began a write reaches those who watch: many who all watch the same small objects, some 400 bytes
 * an event, and as many who each watch the pods of a node of their own.
 */
final class FanOutBench {

    private static final String NAMESPACE = "watch";
    private static final String SHARED = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
    private static final int OBJECTS = 200;
    private static final String WATCH = "?watch=1&timeoutSeconds=600&resourceVersion=";
    private static final Pattern REVISION = Pattern.compile("\"resourceVersion\":\"(\\d+)\"");

    private final Setting setting;

    FanOutBench(Setting setting) {
        this.setting = setting;
    }

    void run() throws IOException, InterruptedException {
        int watchers = setting.effort().watchers();
        setting.namespace(NAMESPACE);
        shared();
        for (int i = 0; i < watchers; i++) {
            setting.client()
                    .ask(
                            RequestHead.write("POST", Pods.path(NAMESPACE), Pods.JSON),
                            Pods.pod("%08d".formatted(i), "created", node(i)));
        }
        Duration warming = setting.effort().warming();
        all(watchers, new Pace(1_000, warming.dividedBy(2)), false);
        ofNodes(watchers, new Pace(1_000, warming.dividedBy(3)), false);
        ofNodes(watchers, new Pace(1_000, setting.effort().slice()), true);
        all(watchers, new Pace(100, setting.effort().slice()), true);
        all(watchers, new Pace(1_000, setting.effort().slice()), true);
    }

    private void shared() throws IOException {
        for (int i = 0; i < OBJECTS; i++) {
            setting.client()
                    .ask(
                            RequestHead.write("POST", SHARED, Pods.JSON),
                            "{\"metadata\":{\"name\":\"shared-" + i + "\"},\"data\":{\"n\":\"0\"}}");
        }
    }

    private String revision(String path) throws IOException {
        Matcher first = REVISION.matcher(setting.client().ask(RequestHead.read(path + "?limit=1", Pods.JSON), ""));
        if (!first.find()) {
            throw new IOException("a list without a revision");
        }
        return first.group(1);
    }

    private static String node(int number) {
        return "node-" + number;
    }

    /** Everybody hears of every write. */
    private void all(int watchers, Pace pace, boolean reported) throws IOException, InterruptedException {
        byte[] watch = RequestHead.read(SHARED + WATCH + revision(SHARED), Pods.JSON);
        byte[][] patches = new byte[OBJECTS][];
        for (int i = 0; i < OBJECTS; i++) {
            patches[i] = RequestHead.write("PATCH", SHARED + "/shared-" + i, Pods.MERGE_PATCH);
        }
        Body body = new Body("{\"data\":{\"n\":\"" + Body.NUMBER + "\"}}");
        FanOut fanOut = new FanOut(setting, watchers, i -> watch);
        double cpu = setting.server().cpu();
        fanOut.run(
                pace,
                (connection, number, exchange) ->
                        connection.send(patches[number % OBJECTS], body.numbered(number), exchange),
                i -> -1);
        report("watch-" + watchers + "x" + pace.perSecond(), fanOut, cpu, reported);
    }

    /** Of every write one hears. */
    private void ofNodes(int watchers, Pace pace, boolean reported) throws IOException, InterruptedException {
        byte[][] patches = Pods.heads("PATCH", NAMESPACE, watchers, Pods.MERGE_PATCH);
        Body body = new Body("{\"metadata\":{\"annotations\":{\"note\":\"" + Body.NUMBER + "\"}}}");
        String watch = "/api/v1/pods" + WATCH + revision("/api/v1/pods") + "&fieldSelector=spec.nodeName%3D";
        FanOut fanOut = new FanOut(setting, watchers, i -> RequestHead.read(watch + node(i), Pods.JSON));
        double cpu = setting.server().cpu();
        fanOut.run(
                pace,
                (connection, number, exchange) ->
                        connection.send(patches[number % watchers], body.numbered(number), exchange),
                i -> i % watchers);
        report("watch-nodes-" + watchers + "x" + pace.perSecond(), fanOut, cpu, reported);
    }

    private void report(String id, FanOut fanOut, double cpuBefore, boolean reported) throws IOException {
        if (reported) {
            setting.report().add(id + "-p50", fanOut.millis(0.5), null, "ms");
            setting.report().add(id + "-p99", fanOut.millis(0.99), null, "ms");
            setting.report().add(id + "-events", fanOut.perSecond(), null, "1/s");
            setting.report().add(id + "-lost", fanOut.lost(), null, "watches");
            double share = (setting.server().cpu() - cpuBefore) / fanOut.seconds();
            setting.report().add(id + "-server-cpu", share * 100, null, "percent");
        }
    }
}
