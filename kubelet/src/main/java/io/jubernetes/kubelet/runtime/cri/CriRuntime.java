package io.jubernetes.kubelet.runtime.cri;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cri.v1.CreateContainerRequest;
import io.jubernetes.cri.v1.ExecSyncRequest;
import io.jubernetes.cri.v1.ExecSyncResponse;
import io.jubernetes.cri.v1.PodSandboxConfig;
import io.jubernetes.cri.v1.RemoveContainerRequest;
import io.jubernetes.cri.v1.RemovePodSandboxRequest;
import io.jubernetes.cri.v1.ReopenContainerLogRequest;
import io.jubernetes.cri.v1.RunPodSandboxRequest;
import io.jubernetes.cri.v1.StartContainerRequest;
import io.jubernetes.cri.v1.StopContainerRequest;
import io.jubernetes.cri.v1.StopPodSandboxRequest;
import io.jubernetes.cri.v1.UpdateContainerResourcesRequest;
import io.jubernetes.cri.v1.VersionResponse;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStats;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ExecRequest;
import io.jubernetes.kubelet.runtime.ExecResult;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.Machine;
import io.jubernetes.kubelet.runtime.ProbeTransport;
import io.jubernetes.kubelet.runtime.Resources;
import io.jubernetes.kubelet.runtime.RuntimeEvent;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import io.jubernetes.kubelet.runtime.RuntimeFailure.Kind;
import io.jubernetes.kubelet.runtime.RuntimeHealth;
import io.jubernetes.kubelet.runtime.RuntimeVersion;
import io.jubernetes.kubelet.runtime.Sandbox;
import io.jubernetes.kubelet.runtime.SandboxConfig;
import io.jubernetes.kubelet.runtime.SocketProbes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pods by containerd or CRI-O. The daemon may be stopped and started while pods run: until it is back, calls fail after some
 * seconds and nothing is concluded from that.
 */
public final class CriRuntime implements ContainerRuntime {

    /** What the daemon needs beside the time that a command or an end was given. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final CriConnection connection;
    private final Path directory;
    private final RuntimeVersion version;
    private final Ownership ownership;
    private final Listing listing;
    private final DaemonChanges changes;
    private final StatsCache stats;
    private final CriImages images;
    private final CriStreams streams;
    private final OwnNetwork network;
    private final DaemonHealth health;
    private final ProbeTransport probes;
    private final AtomicBoolean started = new AtomicBoolean();

    private CriRuntime(CriConnection connection, VersionResponse daemon, Path directory, Environment environment) {
        this.connection = connection;
        this.directory = directory;
        this.version = new RuntimeVersion(daemon.getRuntimeName(), daemon.getRuntimeVersion());
        this.ownership = Ownership.of(directory, environment);
        this.listing = new Listing(connection, ownership);
        this.changes = new DaemonChanges(environment, connection, listing, ownership);
        this.stats = new StatsCache(environment, connection, ownership);
        this.images = new CriImages(connection);
        this.streams = new CriStreams(environment, connection);
        this.network = new OwnNetwork(ownership, directory);
        this.health = new DaemonHealth(connection, network, environment);
        this.probes = new SocketProbes(environment);
    }

    /**
     * Connects to a daemon.
     *
     * @param directory of this agent, for this runtime alone: its name for what it makes, where the daemon is
     * @param patience how long to wait for it to listen
     * @throws RuntimeFailure when nobody answers there, or not with the Container Runtime Interface v1
     */
    public static CriRuntime connect(Path socket, Path directory, Duration patience, Environment environment) {
        CriConnection connection = new CriConnection(socket, environment);
        try {
            return new CriRuntime(connection, connection.version(patience), directory, environment);
        } catch (RuntimeFailure e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public RuntimeVersion version() {
        return version;
    }

    /** Which daemon this is, and where. */
    public String describe() {
        return version.name() + " " + version.version() + " at " + connection.endpoint();
    }

    @Override
    public void start() {
        if (started.compareAndSet(false, true)) {
            CriSockets.note(directory, connection.socket());
            changes.start();
        }
    }

    @Override
    public RuntimeHealth health() {
        return health.now();
    }

    @Override
    public boolean canLimitGroups() {
        return health.canLimitGroups();
    }

    @Override
    public void configureNetwork(String podCidr) throws InterruptedException {
        health.configureNetwork(podCidr);
    }

    @Override
    public boolean nodeRoutesPods() {
        return network.isThere();
    }

    @Override
    public String runSandbox(SandboxConfig config) throws InterruptedException {
        RunPodSandboxRequest request = RunPodSandboxRequest.newBuilder()
                .setConfig(SandboxMapping.config(config, ownership))
                .setRuntimeHandler(config.linux().handler())
                .build();
        try {
            return connection.change(s -> s.runPodSandbox(request)).getPodSandboxId();
        } catch (RuntimeFailure e) {
            removeRemains(config);
            throw new RuntimeFailure(e.kind(), CriErrors.goText(e), e);
        }
    }

    /** Some daemons keep what failed, and its name with it. */
    private void removeRemains(SandboxConfig config) throws InterruptedException {
        try {
            for (Sandbox sandbox : listing.sandboxes(config.pod().uid())) {
                if (sandbox.attempt() == config.attempt() && !sandbox.ready()) {
                    removeSandbox(sandbox.id());
                }
            }
        } catch (RuntimeFailure e) {
            return; // the first failure says more
        }
    }

    @Override
    public void stopSandbox(String sandboxId) throws InterruptedException {
        unlessGone(() -> connection.change(s -> s.stopPodSandbox(
                StopPodSandboxRequest.newBuilder().setPodSandboxId(sandboxId).build())));
    }

    @Override
    public void removeSandbox(String sandboxId) throws InterruptedException {
        stopSandbox(sandboxId);
        unlessGone(() -> connection.change(s -> s.removePodSandbox(
                RemovePodSandboxRequest.newBuilder().setPodSandboxId(sandboxId).build())));
    }

    @Override
    public List<Sandbox> sandboxes(@Nullable String podUid) {
        return listing.sandboxes(Objects.requireNonNullElse(podUid, ""));
    }

    @Override
    public String createContainer(String sandboxId, ContainerConfig config) throws InterruptedException {
        PodSandboxConfig sandbox = SandboxMapping.configOf(listing.sandbox(sandboxId));
        createLogDirectory(Path.of(sandbox.getLogDirectory()).resolve(config.logPath()));
        CreateContainerRequest request = CreateContainerRequest.newBuilder()
                .setPodSandboxId(sandboxId)
                .setConfig(ContainerMapping.config(config, sandbox, ownership))
                .setSandboxConfig(sandbox)
                .build();
        return connection.change(s -> s.createContainer(request)).getContainerId();
    }

    private static void createLogDirectory(Path log) {
        try {
            Files.createDirectories(Objects.requireNonNull(log.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void startContainer(String containerId) throws InterruptedException {
        StartContainerRequest request =
                StartContainerRequest.newBuilder().setContainerId(containerId).build();
        connection.change(s -> s.startContainer(request));
    }

    /** The daemon counts in seconds. */
    @Override
    public void stopContainer(String containerId, Duration grace) throws InterruptedException {
        StopContainerRequest request = StopContainerRequest.newBuilder()
                .setContainerId(containerId)
                .setTimeout(seconds(grace))
                .build();
        unlessGone(() -> connection.change(grace.plus(SLACK).plus(SLACK), s -> s.stopContainer(request)));
    }

    private static long seconds(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }

    @Override
    public void removeContainer(String containerId) throws InterruptedException {
        unlessGone(() -> connection.change(s -> s.removeContainer(
                RemoveContainerRequest.newBuilder().setContainerId(containerId).build())));
    }

    @Override
    public List<Container> containers(@Nullable String podUid) {
        return listing.containers(Objects.requireNonNullElse(podUid, ""));
    }

    @Override
    public Optional<Container> container(String containerId) {
        return listing.container(containerId);
    }

    @Override
    public void flushLog(String containerId) {
        // the daemon writes what it reads at once, and all of it before it says that a container has ended
    }

    @Override
    public void reopenLog(String containerId) throws InterruptedException {
        ReopenContainerLogRequest request = ReopenContainerLogRequest.newBuilder()
                .setContainerId(containerId)
                .build();
        connection.change(s -> s.reopenContainerLog(request));
    }

    @Override
    public ExecResult execSync(String containerId, List<String> command, Duration timeout) throws InterruptedException {
        ExecSyncRequest request = ExecSyncRequest.newBuilder()
                .setContainerId(containerId)
                .addAllCmd(command)
                // none at all would be no limit
                .setTimeout(Math.max(1, seconds(timeout)))
                .build();
        ExecSyncResponse answer = connection.change(timeout.plus(SLACK), s -> s.execSync(request));
        return new ExecResult(
                answer.getExitCode(),
                answer.getStdout().toStringUtf8(),
                answer.getStderr().toStringUtf8());
    }

    @Override
    public int exec(String containerId, ExecRequest request, ContainerStreams ends) throws InterruptedException {
        return streams.exec(containerId, request, ends);
    }

    @Override
    public void attach(String containerId, ContainerStreams ends) throws InterruptedException {
        streams.attach(containerId, listing.hasTerminal(containerId), ends);
    }

    @Override
    public Connection portForward(String sandboxId, int port) throws IOException, InterruptedException {
        return streams.portForward(sandboxId, port);
    }

    @Override
    public Optional<ContainerStats> stats(String containerId) {
        return stats.of(containerId);
    }

    @Override
    public void updateResources(String containerId, Resources resources) throws InterruptedException {
        if (!listing.container(containerId).map(Container::isRunning).orElse(false)) {
            throw new RuntimeFailure(Kind.WRONG_STATE, "container " + containerId + " is not running");
        }
        UpdateContainerResourcesRequest request = UpdateContainerResourcesRequest.newBuilder()
                .setContainerId(containerId)
                .setLinux(ResourceMapping.of(resources))
                .build();
        connection.change(s -> s.updateContainerResources(request));
    }

    @Override
    public ProbeTransport probes() {
        return probes;
    }

    @Override
    public ImageService images() {
        return images;
    }

    @Override
    public Optional<Machine> machine() {
        return Optional.empty();
    }

    @Override
    public boolean isSimulated() {
        return false;
    }

    @Override
    public void subscribe(Consumer<RuntimeEvent> observer) {
        changes.subscribe(observer);
    }

    @Override
    public void close() {
        changes.close();
        if (network.isThere() && listing.isEmpty()) {
            network.remove();
        }
        connection.close();
    }

    @FunctionalInterface
    private interface Removal {
        void run() throws InterruptedException;
    }

    private static void unlessGone(Removal removal) throws InterruptedException {
        try {
            removal.run();
        } catch (RuntimeFailure e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }
}
