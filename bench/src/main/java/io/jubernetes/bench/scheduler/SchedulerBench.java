package io.jubernetes.bench.scheduler;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.bench.kvstore.Report;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.HttpTransport;
import java.nio.file.Path;

/** The program behind {@code dev/bench scheduler}: {@code NODES SHAPE [KUBECONFIG]}; with a kubeconfig through that API server. */
public final class SchedulerBench {

    private SchedulerBench() {}

    public static void main(String[] arguments) throws Exception {
        SystemEnvironment environment = new SystemEnvironment();
        int nodes = Integer.parseInt(arguments[0]);
        Report report = new Report();
        for (Shape shape : Shapes.all(nodes)) {
            if (shape.name().equals(arguments[1])) {
                if (arguments.length > 2) {
                    ClientConfig config = ClientConfig.from(Kubeconfig.load(Path.of(arguments[2])), null);
                    ApiClient client = new ApiClient(new HttpTransport(config, environment));
                    new ThroughApi(environment, client, report, nodes).run(shape);
                } else {
                    new AloneBench(environment, report, nodes).run(shape);
                }
            }
        }
        report.print();
        System.exit(0);
    }
}
