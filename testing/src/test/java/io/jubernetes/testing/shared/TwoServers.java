package io.jubernetes.testing.shared;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.RuntimeConfig;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.DynamicClient;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.client.http.HttpTransport;
import io.jubernetes.jube.cluster.ControlPlane;
import io.jubernetes.jube.cluster.ControlPlaneSettings;
import io.jubernetes.jube.cluster.DataDirectory;
import io.jubernetes.jube.cluster.Kubeconfigs;
import io.jubernetes.jube.cluster.Lifecycle;
import io.jubernetes.jube.cluster.ServiceRange;
import io.jubernetes.kvstore.HistoryLimit;
import io.jubernetes.kvstore.etcd.EtcdStore;
import io.jubernetes.kvstore.etcd.EtcdStoreConfig;
import io.jubernetes.kvstore.etcd.KeyMapping;
import io.jubernetes.testing.simulation.history.StoreHistory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One etcd, two API servers on it with their own sockets, a client of each, and a third party that follows etcd itself. */
final class TwoServers implements AutoCloseable {

    private static final KeyMapping KEYS = new KeyMapping("/registry", "/jube-test");

    private final SystemEnvironment environment = new SystemEnvironment();
    private final Lifecycle lifecycle = new Lifecycle();
    private final EtcdServer etcd;
    private final StoreHistory history = new StoreHistory(environment, List.of());
    private final EtcdStore witness;
    private final List<HttpTransport> transports = new ArrayList<>();

    TwoServers(Path directory) throws IOException {
        etcd = lifecycle.started("etcd", new EtcdServer(directory));
        try {
            etcd.start();
            witness = lifecycle.started(
                    "witness",
                    EtcdStore.open(config(), task -> environment.start("witness", task::run), environment::sleep));
            witness.watch("", witness.revision(), history);
            Path first = directory.resolve("a");
            Path second = directory.resolve("b");
            transports.add(server(first));
            Files.createDirectories(second.resolve("pki"));
            // one cluster, one authority: who sets up a second server takes the certificates along
            try (Stream<Path> files = Files.list(first.resolve("pki"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, second.resolve("pki").resolve(file.getFileName()));
                }
            }
            transports.add(server(second));
        } catch (IOException | RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    private EtcdStoreConfig config() {
        return EtcdStoreConfig.of(List.of(etcd.endpoint())).withKeys(KEYS);
    }

    private HttpTransport server(Path root) throws IOException {
        DataDirectory data = new DataDirectory(root);
        data.create();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        ControlPlane plane = lifecycle.started(
                root.getFileName().toString(),
                ControlPlane.start(
                        new ControlPlaneSettings(
                                data,
                                address,
                                ServiceRange.USUAL,
                                null,
                                HistoryLimit.Bounds.DEFAULT,
                                config(),
                                RuntimeConfig.NOTHING,
                                AuthorizationMode.AUTHENTICATED),
                        environment));
        Path kubeconfig = data.kubeconfig("admin");
        Kubeconfigs.writeAdmin(kubeconfig, plane);
        ClientConfig client = ClientConfig.from(Kubeconfig.load(kubeconfig), null);
        return lifecycle.started("client", new HttpTransport(client, environment));
    }

    /** @param server 0 or 1 */
    HttpTransport transport(int server) {
        return transports.get(server);
    }

    DynamicClient configMaps(int server) {
        return new ApiClient(transport(server)).dynamic("", "v1", "configmaps", true);
    }

    DynamicClient resources(int server, String resource, boolean namespaced) {
        return new ApiClient(transport(server)).dynamic("", "v1", resource, namespaced);
    }

    EtcdServer etcd() {
        return etcd;
    }

    /** What etcd told a third party, up to now. */
    StoreHistory history() {
        witness.revision();
        return history;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
