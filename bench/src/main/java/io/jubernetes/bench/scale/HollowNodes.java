package io.jubernetes.bench.scale;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.http.HttpTransport;
import io.jubernetes.kubelet.Kubelet;
import io.jubernetes.kubelet.KubeletConfig;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.hollow.HollowConfig;
import io.jubernetes.kubelet.runtime.hollow.HollowRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whole kubelets over runtimes that only remember, a hundred to a client with connections of its own. */
final class HollowNodes {

    /** So many also join at a time, as those of a real fleet do not all start in one second. */
    static final int NODES_OF_A_CLIENT = 100;

    private final Environment environment;
    private final ClientConfig config;
    private final Path directory;
    private final List<HollowRuntime> runtimes = new ArrayList<>();
    private ApiClient client;

    HollowNodes(Environment environment, ClientConfig config, Path directory) {
        this.environment = environment;
        this.config = config;
        this.directory = directory;
        this.client = connect();
    }

    private ApiClient connect() {
        return new ApiClient(new HttpTransport(config, environment));
    }

    /** Starts the next ones. */
    void start(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            int number = runtimes.size();
            if (number > 0 && number % NODES_OF_A_CLIENT == 0) {
                client = connect();
            }
            start(number, client);
        }
    }

    private void start(int number, ApiClient by) throws InterruptedException {
        String name = "hollow-%05d".formatted(number);
        HollowRuntime runtime = new HollowRuntime(HollowConfig.DEFAULT, environment);
        KubeletConfig kubelet = KubeletConfig.of(name, directory.resolve(name))
                .withNodeIp("172." + (16 + (number >> 16)) + "." + (number >> 8 & 255) + "." + (number & 255))
                .withPodCidr("10." + (128 + (number >> 8)) + "." + (number & 255) + ".0/24");
        new Kubelet(kubelet, environment, by, runtime).start();
        runtimes.add(runtime);
    }

    /** How many containers run. */
    long running() {
        return runtimes.stream()
                .mapToLong(runtime -> runtime.containers(null).stream()
                        .filter(Container::isRunning)
                        .count())
                .sum();
    }
}
