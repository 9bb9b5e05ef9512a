package io.jubernetes.bench.scale;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.bench.api.ServerProcess;
import io.jubernetes.bench.kvstore.Report;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.HttpTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The program behind {@code dev/bench scale}: {@code KUBECONFIG SERVER-PROCESS DIRECTORY NODES PODS SERVICES REST-SECONDS LAST-PHASE}.
 * Fills a cluster and lets it rest; the control plane is another process. When it is told to end (SIGTERM), it prints what it has.
 */
public final class ScaleBench {

    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration JOINING = Duration.ofMillis(200);
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final Environment environment;
    private final ServerProcess server;
    private final ServerProcess hollow;
    private final Report report = new Report();
    private final Size size;

    private ScaleBench(Environment environment, ServerProcess server, Size size) {
        this.environment = environment;
        this.server = server;
        this.hollow = new ServerProcess(Long.toString(ProcessHandle.current().pid()));
        this.size = size;
    }

    public static void main(String[] arguments) throws Exception {
        SystemEnvironment environment = new SystemEnvironment();
        ClientConfig config = ClientConfig.from(Kubeconfig.load(Path.of(arguments[0])), null);
        Size size = new Size(
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5]),
                Duration.ofSeconds(Long.parseLong(arguments[6])));
        ScaleBench bench = new ScaleBench(environment, new ServerProcess(arguments[1]), size);
        environment.onShutdown(() -> {
            bench.report.print();
            System.out.flush();
        });
        bench.run(config, Path.of(arguments[2]), arguments[7]);
        System.exit(0);
    }

    private void run(ClientConfig config, Path directory, String last) throws IOException, InterruptedException {
        ApiClient client = new ApiClient(new HttpTransport(config, environment));
        Workload workload = new Workload(environment, client, size);
        Metrics metrics = new Metrics(client);
        HollowNodes nodes = new HollowNodes(environment, config, directory);
        long begin = environment.nanoTime();
        join(nodes, workload);
        report.add("scale-nodes-ready", since(begin), null, "s");
        Latencies joining = metrics.read();
        slowest("joining", joining);
        if (!last.equals("nodes")) {
            workload.createNamespaces();
            fill(workload, nodes);
            Latencies filling = metrics.read().since(joining);
            latencies(filling);
            slowest("filling", filling);
            report.add("scale-list-all-pods", seconds(metrics::listPods), 30.0, "s");
        }
        if (last.equals("rest")) {
            rest(metrics);
        }
        memory();
    }

    private void join(HollowNodes nodes, Workload workload) throws IOException, InterruptedException {
        for (int started = 0; started < size.nodes(); ) {
            int some = Math.min(HollowNodes.NODES_OF_A_CLIENT, size.nodes() - started);
            nodes.start(some);
            started += some;
            await("nodes ready", started, workload::readyNodes, JOINING);
        }
    }

    private static void slowest(String phase, Latencies measured) {
        System.err.println("slowest requests while " + phase + ":");
        measured.slowest(8).forEach(line -> System.err.println("  " + line));
    }

    private void fill(Workload workload, HollowNodes nodes) throws IOException, InterruptedException {
        double serverBefore = server.cpu();
        double hollowBefore = hollow.cpu();
        long begin = environment.nanoTime();
        workload.create();
        report.add("scale-objects-created", since(begin), null, "s");
        await("pods running", (long) size.replicas() * size.services(), nodes::running, POLL);
        await("pods ready", (long) size.replicas() * size.services(), workload::readyPods, POLL);
        double time = since(begin);
        report.add("scale-pods-ready", time, null, "s");
        report.add("scale-pods-per-second", size.replicas() * size.services() / time, null, "1/s");
        report.add("scale-load-server-cpu", (server.cpu() - serverBefore) / time, null, "cores");
        report.add("scale-load-hollow-cpu", (hollow.cpu() - hollowBefore) / time, null, "cores");
    }

    private void latencies(Latencies measured) {
        for (String verb : measured.verbs()) {
            double objective = verb.equals("LIST") ? 30 : 1;
            report.add("scale-p99-" + verb, measured.p99(verb), objective, "s");
            report.add("scale-requests-" + verb, measured.count(verb), null, "");
        }
    }

    private void rest(Metrics metrics) throws IOException, InterruptedException {
        environment.sleep(SETTLING);
        Latencies before = metrics.read();
        double serverBefore = server.cpu();
        double hollowBefore = hollow.cpu();
        environment.sleep(size.rest());
        report.add(
                "scale-rest-server-cpu",
                (server.cpu() - serverBefore) / size.rest().toSeconds(),
                null,
                "cores");
        report.add(
                "scale-rest-hollow-cpu",
                (hollow.cpu() - hollowBefore) / size.rest().toSeconds(),
                null,
                "cores");
        slowest("resting", metrics.read().since(before));
    }

    private void memory() throws IOException, InterruptedException {
        report.add("scale-server-resident", server.residentMegabytes(), null, "MiB");
        report.add("scale-hollow-resident", hollow.residentMegabytes(), null, "MiB");
        report.add("scale-server-live-heap", server.liveMegabytes(), null, "MiB");
    }

    private void await(String what, long wanted, LongSupplier counted, Duration poll)
            throws IOException, InterruptedException {
        long told = environment.nanoTime() - PROGRESS.toNanos();
        for (long count = counted.getAsLong(); count < wanted; count = counted.getAsLong()) {
            if (environment.nanoTime() - told >= PROGRESS.toNanos()) {
                told = environment.nanoTime();
                progress(what, count, wanted);
            }
            environment.sleep(poll);
        }
    }

    private void progress(String what, long count, long wanted) throws IOException {
        System.err.printf(
                "%s: %d of %d (control plane %.0f s of CPU, %.0f MiB; hollow nodes %.0f s, %.0f MiB)%n",
                what,
                count,
                wanted,
                server.cpu(),
                server.residentMegabytes(),
                hollow.cpu(),
                hollow.residentMegabytes());
    }

    private double seconds(Runnable work) {
        long begin = environment.nanoTime();
        work.run();
        return since(begin);
    }

    private double since(long begin) {
        return (environment.nanoTime() - begin) / 1e9;
    }
}
