package io.jubernetes.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ListOptions;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.kubelet.api.NodeApi;
import io.jubernetes.kubelet.cgroup.HostCgroups;
import io.jubernetes.kubelet.cgroup.PodCgroups;
import io.jubernetes.kubelet.cluster.ServiceAccountTokens;
import io.jubernetes.kubelet.cluster.WatchedObjects;
import io.jubernetes.kubelet.config.CpuTime;
import io.jubernetes.kubelet.config.UserRanges;
import io.jubernetes.kubelet.eviction.Evictions;
import io.jubernetes.kubelet.eviction.NodePressure;
import io.jubernetes.kubelet.eviction.NodeSignals;
import io.jubernetes.kubelet.network.NodeNetwork;
import io.jubernetes.kubelet.node.Heartbeat;
import io.jubernetes.kubelet.node.NodeDescription;
import io.jubernetes.kubelet.node.NodeHealth;
import io.jubernetes.kubelet.node.NodeReporter;
import io.jubernetes.kubelet.node.ThisMachine;
import io.jubernetes.kubelet.pod.NodeAdmission;
import io.jubernetes.kubelet.pod.NodeShutdown;
import io.jubernetes.kubelet.pod.PodServices;
import io.jubernetes.kubelet.pod.PodStatusBuilder;
import io.jubernetes.kubelet.pod.PodWorkers;
import io.jubernetes.kubelet.pod.StaticPods;
import io.jubernetes.kubelet.pod.TerminationLogs;
import io.jubernetes.kubelet.pull.ImageCollector;
import io.jubernetes.kubelet.pull.ImagePuller;
import io.jubernetes.kubelet.pull.MountedImages;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.volume.PodVolumes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one node. {@link #start} returns at once: the node registers itself as soon as the API server answers. {@link
 * #close} ends the agent and leaves what runs running; another agent with the same runtime state takes it over.
 */
public final class Kubelet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);

    private final KubeletConfig config;
    private final Environment environment;
    private final ContainerRuntime runtime;
    private final EventRecorder events;
    private final WatchedObjects objects;
    private final PodCgroups cgroups;
    private final PodWorkers workers;
    private final StaticPods statics;
    private final Evictions evictions;
    private final ImageCollector collector;
    private final Informer<Pod> pods;
    private final NodeReporter reporter;
    private final Heartbeat heartbeat;
    private final NodeApi api;
    private final LogRotation rotation;
    private final NodeNetwork network;
    private final NodeHealth health = new NodeHealth();
    private volatile String podCidr = "";
    private Environment.@Nullable Task upkeep;

    public Kubelet(KubeletConfig config, Environment environment, ApiClient connection, ContainerRuntime runtime) {
        this.config = config;
        this.environment = environment;
        ApiClient client = connection.named("kubelet");
        this.runtime = runtime;
        String address = config.nodeIp().isEmpty() ? ThisMachine.address() : config.nodeIp();
        NodeDescription description = new NodeDescription(config, runtime, address, health);
        this.events = new EventRecorder(environment, client, "kubelet", config.nodeName());
        this.objects = new WatchedObjects(environment, client, this::objectChanged);
        ImagePuller puller = new ImagePuller(environment, runtime.images(), events, objects);
        PodVolumes volumes = new PodVolumes(
                environment,
                config.dataDirectory(),
                objects,
                new ServiceAccountTokens(environment, client),
                new MountedImages(puller, runtime.images()),
                runtime.isSimulated());
        this.cgroups = cgroups(config, runtime, description);
        this.workers = new PodWorkers(new PodServices(
                config,
                environment,
                client,
                runtime,
                events,
                objects,
                volumes,
                new PodStatusBuilder(runtime.version().name() + "://", address),
                new PodServices.NodeParts(
                        description::allocatable,
                        description.memoryBytes(),
                        puller,
                        cgroups,
                        new TerminationLogs(pods(config)),
                        new UserRanges(pods(config)),
                        new NodeAdmission(health))));
        ListOptions mine = ListOptions.all().fieldSelector("spec.nodeName=" + config.nodeName());
        this.pods = new Informer<>(environment, client.resources(Pod.class), mine, Map.of());
        this.heartbeat = new Heartbeat(config, environment, client);
        this.reporter = new NodeReporter(config, environment, client, description, this::registered);
        this.statics = new StaticPods(config, environment, client.resources(Pod.class), workers);
        this.api = new NodeApi(config, environment, runtime, pods, statics::real);
        this.collector =
                new ImageCollector(environment, runtime, () -> ThisMachine.freeStorage(config.dataDirectory()));
        Evictions.Node node = new Evictions.Node(
                new NodeSignals(config.dataDirectory(), runtime.images(), description.memoryBytes()),
                new NodePressure(config.policy().eviction()),
                health,
                collector,
                cgroups::processes,
                config.policy().eviction().longestGrace());
        this.evictions = new Evictions(runtime, pods(config), node, workers::evict);
        this.rotation = new LogRotation(config, environment, runtime);
        this.network = new NodeNetwork(environment, client, config.nodeName(), config.dataDirectory());
    }

    /** A runtime with a machine of its own has its containers elsewhere. */
    private static PodCgroups cgroups(KubeletConfig config, ContainerRuntime runtime, NodeDescription description) {
        return runtime.isSimulated() || runtime.machine().isPresent()
                ? PodCgroups.NONE
                : HostCgroups.of(
                        config.dataDirectory(),
                        bounds(config, description),
                        config.limits().podPids());
    }

    /** Where something is kept for others, pods have to do with the rest, whatever each of them may. */
    private static Resources bounds(KubeletConfig config, NodeDescription description) {
        long memory = config.policy().reserved("memory");
        long milli = config.policy().reservedMilliProcessors();
        Resources.Cpu cpu = milli == 0
                ? Resources.Cpu.UNLIMITED
                : new Resources.Cpu(
                        CpuTime.shares(Runtime.getRuntime().availableProcessors() * 1000L - milli), 0, 0, "", "");
        return new Resources(cpu, memory == 0 ? 0 : Math.max(1, description.memoryBytes() - memory), 0, 0, Map.of());
    }

    private static Path pods(KubeletConfig config) {
        return config.dataDirectory().resolve("pods");
    }

    /** Answers what the API server asks a node: logs, exec, attach, port-forward, and what runs here. */
    public ApiHandler nodeApi() {
        return api;
    }

    public void start() throws InterruptedException {
        // what runs here is known before the first pod is looked at: nothing is started twice
        runtime.start();
        if (!config.podCidr().isEmpty()) {
            configureNetwork(config.podCidr());
        }
        reporter.start();
        heartbeat.start();
        runtime.subscribe(event -> workers.wake(event.podUid()));
        statics.look();
        pods.addHandler(statics);
        pods.start();
        upkeep = environment.start("kubelet-upkeep", this::keepUp);
        runtime.health()
                .limitations()
                .forEach(l -> LOG.info(
                        "Limited on this machine: runtime={} limit={}",
                        runtime.version().name(),
                        l));
    }

    @Override
    public void close() {
        shutDownGracefully();
        if (upkeep != null) {
            upkeep.interrupt();
        }
        network.close();
        pods.close();
        workers.close();
        reporter.close();
        heartbeat.close();
        objects.close();
        events.close();
        if (runtime.nodeRoutesPods() && hasNoPods()) {
            releaseMachine();
        }
        runtime.close();
    }

    /** Where the owner gave pods time for the node's end, the agent's end is that. */
    private void shutDownGracefully() {
        if (config.policy().shutdown().periods().isEmpty()) {
            return;
        }
        health.shutDown();
        try {
            reporter.reportNow();
            new NodeShutdown(environment, config.policy().shutdown(), pods::list, workers::evict).run();
        } catch (ApiException | UncheckedIOException e) {
            LOG.warn("The cluster was not told that the node shuts down: error={}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A runtime that is away may have some. */
    private boolean hasNoPods() {
        try {
            return runtime.sandboxes(null).isEmpty();
        } catch (RuntimeFailure e) {
            return false;
        }
    }

    /**
     * Takes away what a node has made on this machine beside its pods, which have ended: routes, packet rules, control groups.
     *
     * @param dataDirectory of the agent, which no longer runs
     */
    public static void release(Path dataDirectory) throws IOException, InterruptedException {
        NodeNetwork.release(dataDirectory);
        HostCgroups.of(dataDirectory).removeAllBut(_ -> false);
    }

    /** Nobody is left whom the node's routes would serve. */
    private void releaseMachine() {
        try {
            release(config.dataDirectory());
        } catch (IOException e) {
            LOG.warn("What the node has made on this machine could not be removed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Orphans are ended only when all pods of the node are known. */
    private void keepUp() throws InterruptedException {
        pods.awaitSynced();
        while (true) {
            try {
                statics.look();
                workers.endOrphans();
                collector.run();
                rotation.run();
                cgroups.removeAllBut(workers::knows);
                evictions.look(pods.list(), environment.nanoTime());
            } catch (RuntimeFailure e) {
                LOG.warn("Upkeep waits for the runtime: error={}", e.text());
            } catch (RuntimeException e) {
                LOG.error("Upkeep failed", e);
            }
            environment.sleep(config.timing().nodeStatus());
        }
    }

    private void objectChanged(String namespace) {
        workers.wakeNamespace(namespace);
    }

    private void registered(Node node) {
        heartbeat.belongsTo(node.getMetadata().getUid());
        statics.belongTo(config.nodeName(), node.getMetadata().getUid());
        String given = node.getSpec() == null ? null : node.getSpec().getPodCIDR();
        if (config.podCidr().isEmpty() && given != null && !given.isEmpty()) {
            try {
                configureNetwork(given);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void configureNetwork(String cidr) throws InterruptedException {
        if (cidr.equals(podCidr)) {
            return;
        }
        try {
            runtime.configureNetwork(cidr);
            podCidr = cidr;
            if (runtime.nodeRoutesPods()) {
                network.start(cidr);
            }
        } catch (RuntimeFailure e) {
            LOG.error("The pod network could not be set up: cidr={} error={}", cidr, e.text());
        }
    }
}
