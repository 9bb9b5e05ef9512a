package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.cgroup.Cgroup;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.ContainerConfig;
import io.jubernetes.kubelet.runtime.ContainerRuntime;
import io.jubernetes.kubelet.runtime.ContainerStats;
import io.jubernetes.kubelet.runtime.ContainerStats.Memory;
import io.jubernetes.kubelet.runtime.ContainerStreams;
import io.jubernetes.kubelet.runtime.ExecRequest;
import io.jubernetes.kubelet.runtime.ExecResult;
import io.jubernetes.kubelet.runtime.ImageService;
import io.jubernetes.kubelet.runtime.Machine;
import io.jubernetes.kubelet.runtime.NoImages;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Containers as processes of this machine: see the package's description. */
public final class ProcessRuntime implements ContainerRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessRuntime.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Environment environment;
    private final Path root;
    private final Commands commands = new Commands();
    private final HostFeatures features;
    private final PodNetwork network;
    private final Launcher launcher;
    private final Execution execution;
    private final SandboxTable sandboxes;
    private final ContainerTable containers = new ContainerTable();
    private final ProcessMonitor monitor;
    private final String boot = Boot.id();
    private final List<Consumer<RuntimeEvent>> observers = new CopyOnWriteArrayList<>();

    /** Finds out what this machine offers, by trying; takes some milliseconds. */
    public ProcessRuntime(ProcessConfig config, Environment environment) throws InterruptedException {
        this.environment = environment;
        this.root = config.root();
        StateFiles.createDirectories(root.resolve("containers"));
        StateFiles.createDirectories(ContainerFiles.exits(root));
        this.features = new HostProbe(commands, config).probe();
        this.network = features.podNetwork() ? new BridgeNetwork(commands, root) : new PodNetwork.OfNode();
        this.launcher = new Launcher(environment, features, commands, root);
        this.execution = new Execution(environment, new HostExecution(features, this::hostname));
        this.sandboxes = new SandboxTable(root);
        this.monitor =
                new ProcessMonitor(environment, containers, root, boot, c -> publish(c, RuntimeEvent.Kind.STOPPED));
    }

    /** How containers are kept apart on this machine, in a few words. */
    public String describe() {
        String apart = switch (features.isolation()) {
            case ROOT -> "own mounts and process ids, as root";
            case USER_NAMESPACE -> "own mounts and process ids, in user namespaces";
            case SESSION -> "sessions of the host";
        };
        return apart + (features.podNetwork() ? "; a network for every pod" : "; the node's network");
    }

    @Override
    public RuntimeVersion version() {
        return new RuntimeVersion("process", "0.1.0");
    }

    @Override
    public void start() throws InterruptedException {
        sandboxes.load();
        for (Path directory : StateFiles.children(root.resolve("containers"))) {
            ContainerFiles files =
                    new ContainerFiles(root, directory.getFileName().toString());
            Optional<ContainerRecord> record = StateFiles.readJson(files.record(), ContainerRecord.class);
            if (record.isPresent() && sandboxes.find(record.get().sandboxId()).isPresent()) {
                adopt(new ProcessContainer(environment, kind(), record.get(), files));
            } else {
                Trees.delete(directory);
            }
        }
        network.removeAllBut(sandboxes.all().stream().map(SandboxRecord::id).toList());
        monitor.start();
        LOG.info(
                "Process runtime started: isolation={} containers={}",
                describe(),
                containers.all().size());
    }

    private void adopt(ProcessContainer container) {
        container.refresh(boot);
        containers.put(container);
    }

    @Override
    public RuntimeHealth health() {
        return new RuntimeHealth("", network.problem(), features.limitations());
    }

    @Override
    public void configureNetwork(String podCidr) throws InterruptedException {
        network.configure(podCidr);
    }

    @Override
    public boolean nodeRoutesPods() {
        return features.podNetwork();
    }

    @Override
    public String runSandbox(SandboxConfig config) throws InterruptedException {
        String id = newId();
        String ip = config.hostNetwork() ? "" : network.add(id, config);
        Instant now = environment.now();
        sandboxes.put(new SandboxRecord(id, config, ip, now.getEpochSecond(), now.getNano(), boot, false));
        return id;
    }

    @Override
    public void stopSandbox(String sandboxId) throws InterruptedException {
        Optional<SandboxRecord> sandbox = sandboxes.find(sandboxId);
        if (sandbox.isEmpty()) {
            return;
        }
        for (ProcessContainer container : containers.inSandbox(sandboxId)) {
            container.stop(Duration.ZERO, boot);
        }
        network.remove(sandboxId);
        sandboxes.put(sandbox.get().asStopped());
    }

    @Override
    public void removeSandbox(String sandboxId) throws InterruptedException {
        stopSandbox(sandboxId);
        for (ProcessContainer container : containers.inSandbox(sandboxId)) {
            removeContainer(container.record().id());
        }
        sandboxes.remove(sandboxId);
    }

    @Override
    public List<Sandbox> sandboxes(@Nullable String podUid) {
        return sandboxes.all().stream()
                .filter(s -> podUid == null || s.config().pod().uid().equals(podUid))
                .map(s -> s.toSandbox(boot))
                .toList();
    }

    @Override
    public String createContainer(String sandboxId, ContainerConfig config) throws InterruptedException {
        SandboxRecord sandbox = sandboxes.get(sandboxId);
        if (!sandbox.toSandbox(boot).ready()) {
            throw new RuntimeFailure(Kind.WRONG_STATE, "the sandbox is not ready");
        }
        if (config.command().command().isEmpty()) {
            throw new RuntimeFailure(
                    Kind.INVALID_CONFIG,
                    "no command specified: the process runtime has no images to take one from, so set the container's"
                            + " `command`");
        }
        String id = newId();
        ContainerFiles files = new ContainerFiles(root, id);
        Path log = sandbox.config().logDirectory().resolve(config.logPath());
        Instant now = environment.now();
        ContainerRecord record = new ContainerRecord(
                id,
                sandboxId,
                sandbox.config().pod(),
                config,
                log.toString(),
                now.getEpochSecond(),
                now.getNano(),
                boot);
        StateFiles.createDirectories(files.directory());
        try {
            launcher.prepare(record, files, sandbox);
            StateFiles.writeJson(files.record(), record);
        } catch (RuntimeFailure e) {
            ContainerCgroup.remove(files);
            Trees.delete(files.directory());
            throw e;
        }
        containers.put(new ProcessContainer(environment, kind(), record, files));
        return id;
    }

    @Override
    public void startContainer(String containerId) throws InterruptedException {
        ProcessContainer container = containers.get(containerId);
        if (!(container.view().state() instanceof Container.State.Created)) {
            throw new RuntimeFailure(Kind.WRONG_STATE, "the container was started before");
        }
        boolean nodeNetwork = sandboxes.get(container.record().sandboxId()).ip().isEmpty();
        launcher.start(
                container,
                nodeNetwork ? List.of() : network.enter(container.record().sandboxId()),
                boot);
        if (container.view().state() instanceof Container.State.Exited exited
                && exited.reason().equals("ContainerCannotRun")) {
            throw new RuntimeFailure(Kind.FAILED, exited.message());
        }
        publish(container, RuntimeEvent.Kind.STARTED);
    }

    @Override
    public void stopContainer(String containerId, Duration grace) throws InterruptedException {
        Optional<ProcessContainer> container = containers.find(containerId);
        if (container.isPresent()) {
            container.get().stop(grace, boot);
        }
    }

    @Override
    public void removeContainer(String containerId) throws InterruptedException {
        Optional<ProcessContainer> container = containers.find(containerId);
        if (container.isPresent()) {
            container.get().stop(Duration.ZERO, boot);
            container.get().awaitEnd(container.get().running().isPresent() ? END_LIMIT : Duration.ZERO);
            container.get().markRemoved();
            containers.remove(containerId);
            ContainerCgroup.remove(container.get().files());
            Trees.delete(container.get().files().directory());
            Trees.delete(container.get().files().reportedExit());
        }
    }

    @Override
    public List<Container> containers(@Nullable String podUid) {
        return containers.views(podUid);
    }

    @Override
    public Optional<Container> container(String containerId) {
        return containers.find(containerId).map(ProcessContainer::view);
    }

    @Override
    public void flushLog(String containerId) {
        containers.flushLog(containerId);
    }

    @Override
    public void reopenLog(String containerId) {
        containers.get(containerId).log().reopen();
    }

    @Override
    public ExecResult execSync(String containerId, List<String> command, Duration timeout) throws InterruptedException {
        return execution.sync(containers.get(containerId), command, timeout);
    }

    @Override
    public int exec(String containerId, ExecRequest request, ContainerStreams streams) throws InterruptedException {
        return execution.run(containers.get(containerId), request, streams);
    }

    @Override
    public void attach(String containerId, ContainerStreams streams) throws InterruptedException {
        new Attachment(environment, commands, containers.get(containerId)).run(streams);
    }

    @Override
    public Connection portForward(String sandboxId, int port) throws IOException, InterruptedException {
        SandboxRecord sandbox = sandboxes.get(sandboxId);
        Optional<Path> namespace = sandbox.ip().isEmpty() ? Optional.empty() : network.namespace(sandboxId);
        return new PortConnector(environment).connect(namespace, port);
    }

    @Override
    public Optional<ContainerStats> stats(String containerId) {
        Optional<ProcessContainer> container = containers.find(containerId);
        Optional<MainProcess> process = container.flatMap(ProcessContainer::running);
        if (process.isEmpty()) {
            return Optional.empty();
        }
        Optional<ContainerStats> ofGroup = ContainerCgroup.of(container.get().files())
                .map(Cgroup::usage)
                .map(u -> new ContainerStats(containerId, environment.now(), u.cpuNanoseconds(), u.memory(), 0));
        return ofGroup.or(() -> Usage.of(process.get().supervisor().pid())
                .map(u -> new ContainerStats(
                        containerId, environment.now(), u.cpuNanoseconds(), Memory.resident(u.memoryBytes()), 0)));
    }

    @Override
    public void updateResources(String containerId, Resources resources) {
        ProcessContainer container = containers.get(containerId);
        container.mustRun();
        Cgroup group = ContainerCgroup.of(container.files())
                .orElseThrow(() ->
                        new RuntimeFailure(Kind.FAILED, "this node's processes have no limits that could be changed"));
        try {
            group.limit(resources);
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.FAILED, "limits could not be changed: " + e.getMessage(), e);
        }
    }

    @Override
    public ProbeTransport probes() {
        return new SocketProbes(environment);
    }

    @Override
    public ImageService images() {
        return new NoImages();
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
        observers.add(observer);
    }

    @Override
    public void close() {
        monitor.close();
        if (sandboxes.all().isEmpty()) {
            releaseNetwork();
        }
    }

    private void releaseNetwork() {
        try {
            network.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ContainerKind kind() {
        return new HostProcess.Kind(features.isolation());
    }

    private String hostname(ProcessContainer container) {
        return sandboxes.get(container.record().sandboxId()).config().hostname();
    }

    private void publish(ProcessContainer container, RuntimeEvent.Kind kind) {
        RuntimeEvent event = new RuntimeEvent(
                container.record().pod().uid(), container.record().id(), kind);
        observers.forEach(o -> o.accept(event));
    }

    /** 64 hexadecimal digits, as other runtimes have them. */
    private String newId() {
        return (environment.newUid() + environment.newUid()).replace("-", "").substring(0, 64);
    }
}
