package io.jubernetes.bench.api;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.bench.kvstore.Report;
import java.io.IOException;
import java.time.Duration;

/**
 * What every part of the benchmark works with.
 *
 * @param client asks the server that is measured
 * @param server its process
 */
record Setting(Environment environment, Client client, ServerProcess server, Effort effort, Report report) {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int CONNECTIONS = 8;
    private static final int CALLERS = 8;

    /** 64 callers that share connections, as the parts of one program do. */
    Load callers() {
        return new Load(environment, client, CONNECTIONS, CALLERS);
    }

    /** A namespace with the account that pods run as. */
    void namespace(String name) throws IOException {
        create("/api/v1/namespaces", name);
        create("/api/v1/namespaces/" + name + "/serviceaccounts", "default");
    }

    private void create(String path, String name) throws IOException {
        client.ask(RequestHead.write("POST", path, Pods.JSON), "{\"metadata\":{\"name\":\"" + name + "\"}}");
    }

    /** Creates pods with numbers from 0. */
    Load pods(String namespace, int count) throws IOException, InterruptedException {
        return callers().run(LONG, count, Pods.creating(namespace));
    }

    /** Reports how many requests there were in a second, how long they took, and what each cost the server. */
    void measure(String id, int count, Load.Requests requests) throws IOException, InterruptedException {
        double before = server.cpu();
        Load load = callers().run(count == Integer.MAX_VALUE ? effort.slice() : LONG, count, requests);
        report.add(id, load.perSecond(), null, "1/s");
        report.add(id + "-p50", load.millis(0.5), null, "ms");
        report.add(id + "-p99", load.millis(0.99), null, "ms");
        report.add(id + "-server-cpu", (server.cpu() - before) / load.count() * 1e6, null, "us");
    }
}
