package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apiserver.ApiServer;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.aggregation.FrontProxy;
import io.jubernetes.apiserver.nodeproxy.TransportConnector;
import io.jubernetes.apiserver.token.SigningKey;
import io.jubernetes.apiserver.token.TokenSettings;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.leader.Elected;
import io.jubernetes.client.leader.LeaderElectionConfig;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.controllers.context.Identities;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.scheduler.Scheduler;
import io.jubernetes.scheduler.SchedulerConfig;
import io.jubernetes.transport.server.HttpServer;
import io.jubernetes.transport.server.ServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The API server with its store and its socket, and, where asked, controllers and scheduler in the same process.
 *
 * <p>Start order: store, then API server, whose caches read it; then the socket, which must not answer before the caches are
 * warm; then controllers and scheduler, which call the API. Stopping goes the other way, so that nobody's last write is refused.
 * What needs nothing of each other happens side by side: opening the store, reading the catalogue of types, making certificates.
 */
public final class ControlPlane implements AutoCloseable {

    private final Environment environment;
    private final ClusterPki pki;
    private final ApiServer api;
    private final Doors doors;

    /** Where objects are kept, in words. */
    private final String store;

    private final Lifecycle lifecycle;

    /**
     * The ways in.
     *
     * @param local null when there is none
     */
    private record Doors(
            HttpServer socket, String url, @Nullable LocalSocket local) {}

    /** What is served at each door. */
    private record Handlers(LateHandler network, LateHandler local) {}

    private ControlPlane(
            Environment environment, ClusterPki pki, ApiServer api, Doors doors, String store, Lifecycle parts) {
        this.environment = environment;
        this.pki = pki;
        this.api = api;
        this.doors = doors;
        this.store = store;
        this.lifecycle = parts;
    }

    /**
     * Starts store, API server and socket; returns when requests are served.
     *
     * @throws IOException when the store or the socket cannot be had; the message is fit for the person at the terminal
     */
    public static ControlPlane start(ControlPlaneSettings settings, Environment environment) throws IOException {
        Lifecycle lifecycle = new Lifecycle();
        try {
            DataDirectory data = settings.data();
            // whoever asks for the catalogue first would wait for it
            environment.startNative("read-catalogue", Catalogue::kubernetes);
            Beside<ClusterStore> opening = lifecycle.started(
                    "store", Beside.start(environment, "open-store", () -> ClusterStore.open(settings, environment)));
            ClusterPki pki = ClusterPki.open(data, environment);
            Beside<FrontProxy> frontProxy = Beside.start(environment, "front-proxy", pki::frontProxy);
            Handlers handlers = new Handlers(new LateHandler(), new LateHandler());
            Doors doors = open(settings, pki, handlers, environment, lifecycle);
            ClusterStore opened = opening.get();
            VersionedStore store = opened.store();
            lifecycle.started("history", HistoryUpkeep.start(store, settings.history(), environment));
            lifecycle.started("events", EventUpkeep.start(store, environment));
            ApiServer api = lifecycle.started(
                    "apiserver",
                    new ApiServer(
                            config(settings, pki, doors.socket().port(), environment)
                                    .withFrontProxy(frontProxy.get()),
                            environment,
                            store));
            api.start();
            handlers.network().set(api);
            handlers.local().set(opened.withUpkeep(api));
            return new ControlPlane(environment, pki, api, doors, opened.explanation(), lifecycle);
        } catch (IOException | RuntimeException e) {
            lifecycle.close();
            throw e;
        }
    }

    /**
     * Starts controllers and scheduler in this process, which work as long as no other process of the cluster runs them.
     *
     * @param settings that this control plane was started with
     * @param scheduling how the scheduler runs
     * @param controlling how the controllers run, beside what the settings say
     */
    public void startComponents(
            ControlPlaneSettings settings, SchedulerConfig scheduling, ControllerManagerConfig controlling)
            throws IOException {
        ControllerManagerConfig config = controlling
                .withRootCa(pki.caPem())
                .withSigner(pki.signer())
                .withClusterCidr(ClusterNetwork.of(settings.data()).pods() + ".0.0/16");
        String host = ClusterPki.hostName();
        // with a store of its own this process is the only one by this name, and after a crash the Lease is its own
        // again
        String identity = settings.etcd() == null ? host : host + "_" + environment.newUid();
        ApiClient controllers = client("system:kube-controller-manager");
        elect("controller-manager", identity, controllers, () -> {
            ControllerManager manager =
                    new ControllerManager(config, environment, controllers, Identities.inProcess(api));
            manager.start();
            return manager;
        });
        ApiClient client = client("system:kube-scheduler");
        elect("scheduler", identity, client, () -> {
            Scheduler scheduler = new Scheduler(scheduling, environment, client);
            scheduler.start();
            return scheduler;
        });
    }

    private void elect(String component, String identity, ApiClient client, Elected.Work work) {
        LeaderElectionConfig config = LeaderElectionConfig.of("kube-system", "kube-" + component, identity);
        lifecycle
                .started(component, new Elected(environment, client, config, work))
                .start();
        api.runsBeside(component);
    }

    /** A client within the process, of a user who may be anybody. */
    public ApiClient client(String user, String... groups) {
        return ApiClient.inProcess(api, new UserInfo(user, groups));
    }

    public ClusterPki pki() {
        return pki;
    }

    /** Where clients on this machine find the API. */
    public String url() {
        return doors.url();
    }

    public int port() {
        return doors.socket().port();
    }

    /** Where this user's processes find the API without TLS; null when they do not. */
    public @Nullable Path localSocket() {
        LocalSocket local = doors.local();
        return local == null ? null : local.path();
    }

    /** Where objects are kept, in words. */
    public String store() {
        return store;
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    private static Doors open(
            ControlPlaneSettings settings,
            ClusterPki pki,
            Handlers handlers,
            Environment environment,
            Lifecycle lifecycle)
            throws IOException {
        HttpServer socket = lifecycle.started("socket", serve(settings, pki, handlers.network(), environment));
        String url = "https://" + clientHost(settings.address()) + ":" + socket.port();
        Path path = settings.localSocket();
        LocalSocket local = path == null ? null : LocalSocket.open(path, pki, handlers.local(), environment);
        return new Doors(socket, url, local == null ? null : lifecycle.started("local socket", local));
    }

    private static HttpServer serve(
            ControlPlaneSettings settings, ClusterPki pki, LateHandler handler, Environment environment)
            throws IOException {
        InetAddress bind = settings.address().getAddress();
        var credential = pki.apiServer(bind, settings.services().firstAddress());
        return HttpServer.start(ServerConfig.https(settings.address(), credential, pki.caPem()), handler, environment);
    }

    private static ApiServerConfig config(
            ControlPlaneSettings settings, ClusterPki pki, int port, Environment environment) throws IOException {
        ApiServerConfig.Services usual = ApiServerConfig.Services.DEFAULT;
        return ApiServerConfig.defaults()
                .withServices(new ApiServerConfig.Services(
                        settings.services().cidr(),
                        usual.firstNodePort(),
                        usual.lastNodePort(),
                        advertised(settings.address().getAddress()),
                        port))
                .withAccess(new ApiServerConfig.Access(
                        settings.authorization(),
                        true,
                        null,
                        TokenSettings.with(SigningKey.of(pki.serviceAccountKeys())),
                        pki.caPem()))
                .withNodes(new TransportConnector(environment, pki.apiServerKubeletClient(), null))
                .withRuntime(settings.runtime());
    }

    /** The address that pods can reach: a wildcard or loopback bind still means this machine. */
    private static String advertised(InetAddress bind) throws IOException {
        return bind.isAnyLocalAddress() ? InetAddress.getLocalHost().getHostAddress() : bind.getHostAddress();
    }

    private static String clientHost(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress()
                ? "127.0.0.1"
                : address.getAddress().getHostAddress();
    }
}
