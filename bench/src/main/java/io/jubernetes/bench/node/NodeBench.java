package io.jubernetes.bench.node;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.bench.api.ServerProcess;
import io.jubernetes.bench.kvstore.Histogram;
import io.jubernetes.bench.kvstore.Report;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.HttpTransport;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The program behind {@code dev/bench node}: {@code KUBECONFIG AGENT-PROCESS NODE IMAGE LABEL quick|full PART...}. Runs pods on the
 * one node of a cluster whose agent is a process of its own; parts are start, many, exec, logs and rest.
 */
public final class NodeBench {

    private static final int AT_ONCE = 100;
    private static final int AT_REST = 110;
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final String SLEEP = "trap exit TERM; sleep 100000 & wait";

    private final Environment environment;
    private final ServerProcess agent;
    private final String label;
    private final boolean quick;
    private final BenchPods pods;
    private final NodeSession session;
    private final Report report = new Report();

    private NodeBench(Environment environment, ClientConfig config, String[] arguments) {
        this.environment = environment;
        this.agent = new ServerProcess(arguments[1]);
        this.label = arguments[4];
        this.quick = arguments[5].equals("quick");
        ApiClient client = new ApiClient(new HttpTransport(config, environment));
        this.pods = new BenchPods(environment, client, arguments[2], arguments[3]);
        this.session = NodeSession.of(environment, config);
    }

    public static void main(String[] arguments) throws Exception {
        SystemEnvironment environment = new SystemEnvironment();
        ClientConfig config = ClientConfig.from(Kubeconfig.load(Path.of(arguments[0])), null);
        NodeBench bench = new NodeBench(environment, config, arguments);
        bench.pods.start();
        for (int i = 6; i < arguments.length; i++) {
            bench.part(arguments[i]);
        }
        bench.report.print();
        System.exit(0);
    }

    private void part(String name) throws Exception {
        switch (name) {
            case "start" -> start();
            case "many" -> many();
            case "exec" -> exec();
            case "logs" -> logs();
            case "rest" -> rest();
            default -> throw new IllegalArgumentException(name);
        }
        pods.deleteAll();
    }

    /** One after the other, each removed before the next; the first ones warm the agent. */
    private void start() throws InterruptedException {
        int warm = quick ? 3 : 10;
        Histogram times = new Histogram();
        for (int i = 0; i < warm + (quick ? 10 : 60); i++) {
            String name = "start-" + i;
            long begin = environment.nanoTime();
            pods.create(name, SLEEP);
            long took = pods.awaitRunning(name) - begin;
            if (i >= warm) {
                times.record(took);
            }
            pods.deleteAll();
        }
        add("start-p50", times.millis(0.5), aimOfStart(), "ms");
        add("start-p99", times.millis(0.99), null, "ms");
    }

    private @Nullable Double aimOfStart() {
        return switch (label) {
            case "cri" -> 350.0;
            case "runc", "crun" -> 150.0;
            default -> null;
        };
    }

    private void many() throws InterruptedException {
        int count = quick ? 20 : AT_ONCE;
        add("start-" + count + "-at-once", createAll(count) / 1e9, null, "s");
    }

    /** @return the nanoseconds until the last one ran */
    private long createAll(int count) throws InterruptedException {
        long begin = environment.nanoTime();
        for (int i = 0; i < count; i++) {
            pods.create("many-" + i, SLEEP);
        }
        long last = begin;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, pods.awaitRunning("many-" + i));
        }
        return last - begin;
    }

    private void exec() throws Exception {
        pods.create("exec", SLEEP);
        pods.awaitRunning("exec");
        Histogram times = new Histogram();
        for (int i = 0; i < (quick ? 15 : 60); i++) {
            long begin = environment.nanoTime();
            session.exec("exec", "true");
            if (i >= 5) {
                times.record(environment.nanoTime() - begin);
            }
        }
        add("exec-p50", times.millis(0.5), null, "ms");
        add("exec-p99", times.millis(0.99), null, "ms");
    }

    /** How fast a container's lines come to its log file, and from there to a client. */
    private void logs() throws Exception {
        int megabytes = quick ? 20 : 200;
        String line = "0123456789".repeat(9) + "012345678";
        pods.create("logs", "yes " + line + " | head -c " + megabytes + "000000");
        long started = pods.awaitRunning("logs");
        double wrote = (pods.awaitSuccess("logs") - started) / 1e9;
        add("log-write", megabytes / wrote, null, "MB/s");
        long begin = environment.nanoTime();
        long read = session.readLog("logs");
        add("log-read", read / 1e6 / ((environment.nanoTime() - begin) / 1e9), null, "MB/s");
    }

    private void rest() throws Exception {
        int count = quick ? 20 : AT_REST;
        Duration rest = Duration.ofSeconds(quick ? 10 : 60);
        createAll(count);
        environment.sleep(SETTLING);
        double before = agent.cpu();
        environment.sleep(rest);
        double share = (agent.cpu() - before) / rest.toSeconds() * 100;
        add("rest-" + count + "-pods-cpu", share, 1.0, "percent");
        add("rest-" + count + "-pods-resident", agent.residentMegabytes(), 150.0, "MiB");
    }

    private void add(String what, double value, @Nullable Double aim, String unit) {
        report.add("node-" + label + "-" + what, value, aim, unit);
    }
}
