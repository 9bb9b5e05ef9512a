package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.image.ImagePuller;
import io.jubernetes.kubelet.image.ImageStore;
import io.jubernetes.kubelet.image.LocalImages;
import io.jubernetes.kubelet.image.RegistryHosts;
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
import io.jubernetes.kubelet.runtime.process.Attachment;
import io.jubernetes.kubelet.runtime.process.Boot;
import io.jubernetes.kubelet.runtime.process.BridgeNetwork;
import io.jubernetes.kubelet.runtime.process.ContainerFiles;
import io.jubernetes.kubelet.runtime.process.ContainerRecord;
import io.jubernetes.kubelet.runtime.process.ContainerTable;
import io.jubernetes.kubelet.runtime.process.Execution;
import io.jubernetes.kubelet.runtime.process.PodNetwork;
import io.jubernetes.kubelet.runtime.process.PortConnector;
import io.jubernetes.kubelet.runtime.process.ProcessContainer;
import io.jubernetes.kubelet.runtime.process.ProcessMonitor;
import io.jubernetes.kubelet.runtime.process.SandboxRecord;
import io.jubernetes.kubelet.runtime.process.SandboxTable;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import io.jubernetes.kubelet.runtime.process.Trees;
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

/** Containers from images, without a daemon: see the package's description. */
public final class OciRuntime implements ContainerRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OciRuntime.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Environment environment;
    private final Path root;
    private final Commands commands = new Commands();
    private final OciProgram program;
    private final Path state;
    private final Cgroups cgroups;
    private final ImageStore store;
    private final ImageService images;
    private final PodNetwork network;
    private final OciSandboxes sandboxes;
    private final OciLauncher launcher;
    private final Execution execution;
    private final ContainerTable containers = new ContainerTable();
    private final ProcessMonitor monitor;
    private final String boot = Boot.id();
    private final List<Consumer<RuntimeEvent>> observers = new CopyOnWriteArrayList<>();

    /**
     * Looks for what it needs on this machine.
     *
     * @throws RuntimeFailure when something is missing: the message says what
     */
    public OciRuntime(OciConfig config, Environment environment) throws InterruptedException {
        this.environment = environment;
        this.root = config.root();
        String problem = OciRequirements.problem(commands);
        this.program = OciProgram.find(config, commands)
                .filter(p -> problem.isEmpty())
                .orElseThrow(() -> new RuntimeFailure(
                        Kind.FAILED, problem.isEmpty() ? "neither runc nor crun is on this machine" : problem));
        StateFiles.createDirectories(root.resolve("containers"));
        program.note(root);
        StateFiles.createDirectories(ContainerFiles.exits(root));
        Path volatileRoot = Path.of("/run/jubernetes", BridgeNetwork.key(root));
        this.state = volatileRoot.resolve(program.name());
        this.cgroups = Cgroups.ofThisMachine(commands);
        this.store = new ImageStore(config.images());
        this.images = new LocalImages(store, new ImagePuller(environment, store, RegistryHosts.usual()));
        this.network = CniPodNetwork.hasPlugins()
                ? new CniPodNetwork(commands, root, config.networks())
                : new BridgeNetwork(commands, root);
        this.sandboxes = new OciSandboxes(
                new SandboxTable(root),
                network,
                new SandboxNamespaces(commands, volatileRoot.resolve("sandboxes")),
                new Pause(commands, program, state),
                cgroups,
                "/jube" + BridgeNetwork.key(root));
        this.launcher = new OciLauncher(environment, commands, program, cgroups, store, state);
        this.execution = new Execution(environment, new OciExecution(program, state));
        this.monitor =
                new ProcessMonitor(environment, containers, root, boot, c -> publish(c, RuntimeEvent.Kind.STOPPED));
    }

    /** Whether this machine has what the runtime needs. */
    public static boolean isPossible() throws InterruptedException {
        Commands commands = new Commands();
        return OciRequirements.problem(commands).isEmpty()
                && OciProgram.find("", commands).isPresent();
    }

    /** What makes the containers on this machine, in a few words. */
    public String describe() {
        return program.name() + " " + program.version() + "; "
                + (network instanceof CniPodNetwork ? "CNI" : "a bridge of its own, for the CNI plugins are missing");
    }

    @Override
    public RuntimeVersion version() {
        return new RuntimeVersion("oci", "0.1.0");
    }

    @Override
    public void start() throws InterruptedException {
        sandboxes.load(boot);
        for (Path directory : StateFiles.children(root.resolve("containers"))) {
            ContainerFiles files =
                    new ContainerFiles(root, directory.getFileName().toString());
            Optional<ContainerRecord> record = StateFiles.readJson(files.record(), ContainerRecord.class);
            if (record.isPresent() && sandboxes.find(record.get().sandboxId()).isPresent()) {
                adopt(new ProcessContainer(environment, new OciKind(cgroups), record.get(), files));
            } else {
                store.release(files.id());
                Trees.delete(directory);
            }
        }
        monitor.start();
        LOG.info(
                "OCI runtime started: program={} containers={}",
                describe(),
                containers.all().size());
    }

    private void adopt(ProcessContainer container) {
        container.refresh(boot);
        containers.put(container);
    }

    @Override
    public RuntimeHealth health() {
        return new RuntimeHealth("", network.problem(), OciRequirements.limitations(program, cgroups));
    }

    @Override
    public void configureNetwork(String podCidr) throws InterruptedException {
        network.configure(podCidr);
    }

    @Override
    public boolean nodeRoutesPods() {
        return !(network instanceof CniPodNetwork cni) || cni.isOwn();
    }

    @Override
    public String runSandbox(SandboxConfig config) throws InterruptedException {
        return sandboxes.run(newId(), config, environment.now(), boot);
    }

    @Override
    public void stopSandbox(String sandboxId) throws InterruptedException {
        if (sandboxes.find(sandboxId).isPresent()) {
            for (ProcessContainer container : containers.inSandbox(sandboxId)) {
                container.stop(Duration.ZERO, boot);
            }
            sandboxes.stop(sandboxId);
        }
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
            launcher.prepare(
                    record,
                    files,
                    sandboxes.files(sandbox),
                    sandboxes.group(sandbox) + "/" + id,
                    sandboxes.namespaces(sandbox, target(config)));
            StateFiles.writeJson(files.record(), record);
        } catch (RuntimeFailure e) {
            store.release(id);
            Trees.delete(files.directory());
            throw e;
        }
        ProcessContainer container = new ProcessContainer(environment, new OciKind(cgroups), record, files);
        containers.put(container);
        return id;
    }

    /** The first process of the container whose processes are to be seen. */
    private Optional<Long> target(ContainerConfig config) {
        String target = config.linux().targetContainerId();
        return target.isEmpty()
                ? Optional.empty()
                : containers.get(target).mustRun().hostPid();
    }

    @Override
    public void startContainer(String containerId) throws InterruptedException {
        ProcessContainer container = containers.get(containerId);
        if (!(container.view().state() instanceof Container.State.Created)) {
            throw new RuntimeFailure(Kind.WRONG_STATE, "the container was started before");
        }
        launcher.start(container, boot);
        if (container.view().state() instanceof Container.State.Exited exited
                && exited.reason().equals("ContainerCannotRun")) {
            throw new RuntimeFailure(Kind.FAILED, OciMessages.ofStart(exited.message()));
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
        Optional<ProcessContainer> found = containers.find(containerId);
        if (found.isPresent()) {
            ProcessContainer container = found.get();
            container.stop(Duration.ZERO, boot);
            container.awaitEnd(container.running().isPresent() ? END_LIMIT : Duration.ZERO);
            container.markRemoved();
            containers.remove(containerId);
            launcher.clean(container);
            Trees.delete(container.files().directory());
            Trees.delete(container.files().reportedExit());
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
        ExecResult result = execution.sync(containers.get(containerId), command, timeout);
        return OciMessages.checkedExec(result);
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
        Optional<Path> namespace = sandbox.config().hostNetwork() ? Optional.empty() : network.namespace(sandboxId);
        return new PortConnector(environment).connect(namespace, port);
    }

    @Override
    public Optional<ContainerStats> stats(String containerId) {
        Optional<ProcessContainer> container =
                containers.find(containerId).filter(c -> c.running().isPresent());
        return container.flatMap(c -> StateFiles.readJson(new OciFiles(c.files()).facts(), OciFiles.Facts.class)
                .flatMap(facts -> cgroups.memory(facts.group())
                        .map(memory -> new ContainerStats(
                                containerId,
                                environment.now(),
                                cgroups.cpuNanoseconds(facts.group()),
                                memory,
                                Sizes.of(new OciFiles(c.files()).upper())))));
    }

    @Override
    public void updateResources(String containerId, Resources resources) throws InterruptedException {
        ProcessContainer container = containers.get(containerId);
        container.mustRun();
        ObjectNode wanted = JSON.createObjectNode();
        BundleResources.write(resources, wanted);
        commands.mustRun(program.words(state, List.of("update", "--resources", "-", containerId)), wanted.toString());
    }

    @Override
    public ProbeTransport probes() {
        return new SocketProbes(environment);
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
        observers.add(observer);
    }

    @Override
    public void close() {
        monitor.close();
        if (sandboxes.all().isEmpty()) {
            sandboxes.close();
            Trees.delete(state.resolve("..").normalize());
        }
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
