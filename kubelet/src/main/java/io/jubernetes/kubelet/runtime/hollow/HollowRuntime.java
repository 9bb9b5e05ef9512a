package io.jubernetes.kubelet.runtime.hollow;

import io.jubernetes.apimachinery.api.Connection;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.Container.State;
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
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Containers that are only remembered: they start after a while, and run until they are told to end. */
public final class HollowRuntime implements ContainerRuntime {

    /** A pod's annotation: the exit code of its containers, which end when their time is over. */
    public static final String EXIT_CODE = "hollow.jubernetes.io/exit-code";
    /** A pod's annotation: how many seconds its containers run, when they are to end. */
    public static final String RUN_SECONDS = "hollow.jubernetes.io/run-seconds";
    /** A pod's annotation: {@code "false"} fails all probes of its containers. */
    public static final String READY = "hollow.jubernetes.io/ready";

    private final HollowConfig config;
    private final Environment environment;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Sandbox> sandboxes = new LinkedHashMap<>();
    private final Map<String, HollowContainer> containers = new LinkedHashMap<>();
    private final List<Consumer<RuntimeEvent>> observers = new CopyOnWriteArrayList<>();
    private final HollowAddresses addresses = new HollowAddresses();

    public HollowRuntime(HollowConfig config, Environment environment) {
        this.config = config;
        this.environment = environment;
    }

    @Override
    public RuntimeVersion version() {
        return new RuntimeVersion("hollow", "0.1.0");
    }

    @Override
    public void start() {
        // nothing outlives the agent
    }

    @Override
    public RuntimeHealth health() {
        return RuntimeHealth.OK;
    }

    @Override
    public void configureNetwork(String podCidr) {
        addresses.configure(podCidr);
    }

    @Override
    public boolean nodeRoutesPods() {
        return false;
    }

    @Override
    public String runSandbox(SandboxConfig wanted) throws InterruptedException {
        environment.sleep(config.sandboxLatency());
        lock.lock();
        try {
            String id = environment.newUid();
            sandboxes.put(
                    id,
                    new Sandbox(
                            id,
                            wanted.pod(),
                            wanted.attempt(),
                            true,
                            environment.now(),
                            wanted.hostNetwork() ? List.of() : List.of(addresses.next()),
                            wanted.labels(),
                            wanted.annotations()));
            return id;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stopSandbox(String sandboxId) {
        lock.lock();
        try {
            Sandbox s = sandboxes.get(sandboxId);
            if (s != null && s.ready()) {
                inSandbox(sandboxId).forEach(c -> end(c.id(), 137));
                sandboxes.put(
                        sandboxId,
                        new Sandbox(
                                s.id(),
                                s.pod(),
                                s.attempt(),
                                false,
                                s.createdAt(),
                                List.of(),
                                s.labels(),
                                s.annotations()));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void removeSandbox(String sandboxId) {
        lock.lock();
        try {
            stopSandbox(sandboxId);
            inSandbox(sandboxId).forEach(c -> containers.remove(c.id()));
            sandboxes.remove(sandboxId);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Sandbox> sandboxes(@Nullable String podUid) {
        lock.lock();
        try {
            return sandboxes.values().stream()
                    .filter(s -> podUid == null || s.pod().uid().equals(podUid))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String createContainer(String sandboxId, ContainerConfig wanted) {
        lock.lock();
        try {
            Sandbox sandbox = sandboxes.get(sandboxId);
            if (sandbox == null || !sandbox.ready()) {
                throw new RuntimeFailure(Kind.WRONG_STATE, "the sandbox is not ready");
            }
            String id = environment.newUid();
            containers.put(
                    id,
                    new HollowContainer(id, sandboxId, sandbox.pod(), wanted, new State.Created(), environment.now()));
            return id;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void startContainer(String containerId) throws InterruptedException {
        environment.sleep(config.startLatency());
        lock.lock();
        try {
            HollowContainer container = mustFind(containerId);
            if (!(container.state() instanceof State.Created)) {
                throw new RuntimeFailure(Kind.WRONG_STATE, "the container was started before");
            }
            containers.put(containerId, container.with(new State.Running(environment.now())));
            planEnd(container);
        } finally {
            lock.unlock();
        }
    }

    private void planEnd(HollowContainer container) {
        Map<String, String> annotations = Optional.ofNullable(sandboxes.get(container.sandboxId()))
                .map(Sandbox::annotations)
                .orElse(Map.of());
        if (!annotations.containsKey(EXIT_CODE) && !annotations.containsKey(RUN_SECONDS)) {
            return;
        }
        int code = Integer.parseInt(annotations.getOrDefault(EXIT_CODE, "0"));
        Duration time = Duration.ofSeconds(Long.parseLong(annotations.getOrDefault(RUN_SECONDS, "0")));
        environment.after(time, "hollow-end", () -> {
            lock.lock();
            try {
                end(container.id(), code);
            } finally {
                lock.unlock();
            }
        });
    }

    @Override
    public void stopContainer(String containerId, Duration grace) throws InterruptedException {
        if (container(containerId).filter(Container::isRunning).isEmpty()) {
            return;
        }
        boolean willing = config.stopLatency().compareTo(grace) <= 0;
        environment.sleep(willing ? config.stopLatency() : grace);
        lock.lock();
        try {
            end(containerId, willing ? 0 : 137);
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held. */
    private void end(String containerId, int code) {
        HollowContainer container = containers.get(containerId);
        if (container != null && container.state() instanceof State.Running running) {
            Instant now = environment.now();
            String reason = code == 0 ? "Completed" : "Error";
            containers.put(containerId, container.with(new State.Exited(running.startedAt(), now, code, reason, "")));
            RuntimeEvent event = new RuntimeEvent(container.pod().uid(), containerId, RuntimeEvent.Kind.STOPPED);
            observers.forEach(o -> o.accept(event));
        }
    }

    @Override
    public void removeContainer(String containerId) {
        lock.lock();
        try {
            containers.remove(containerId);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Container> containers(@Nullable String podUid) {
        lock.lock();
        try {
            return containers.values().stream()
                    .filter(c -> podUid == null || c.pod().uid().equals(podUid))
                    .map(HollowContainer::view)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Container> container(String containerId) {
        lock.lock();
        try {
            return Optional.ofNullable(containers.get(containerId)).map(HollowContainer::view);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void flushLog(String containerId) {
        // nothing is written
    }

    @Override
    public void reopenLog(String containerId) {
        // nothing is written
    }

    @Override
    public ExecResult execSync(String containerId, List<String> command, Duration timeout) {
        lock.lock();
        try {
            HollowContainer container = mustFind(containerId);
            Sandbox sandbox = sandboxes.get(container.sandboxId());
            return new ExecResult(sandbox != null && HollowProbes.isReady(sandbox) ? 0 : 1, "", "");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int exec(String containerId, ExecRequest request, ContainerStreams streams) {
        throw new RuntimeFailure(Kind.WRONG_STATE, "a hollow container runs no commands");
    }

    @Override
    public void attach(String containerId, ContainerStreams streams) {
        throw new RuntimeFailure(Kind.WRONG_STATE, "a hollow container has no input and output");
    }

    @Override
    public Connection portForward(String sandboxId, int port) throws IOException {
        throw new IOException("dial tcp4 127.0.0.1:" + port + ": a hollow pod listens nowhere");
    }

    @Override
    public Optional<ContainerStats> stats(String containerId) {
        return container(containerId)
                .filter(Container::isRunning)
                .map(c -> new ContainerStats(containerId, environment.now(), 0, Memory.resident(0), 0));
    }

    @Override
    public void updateResources(String containerId, Resources resources) {
        // nothing is used
    }

    @Override
    public ProbeTransport probes() {
        return new HollowProbes(this);
    }

    @Override
    public ImageService images() {
        return new NoImages();
    }

    @Override
    public Optional<Machine> machine() {
        return Optional.of(new Machine(
                new Machine.Size(config.processors(), config.memoryBytes(), 100L << 30),
                new Machine.System("linux", "amd64", "Hollow", "hollow"),
                new Machine.Ids("hollow", "hollow", "hollow")));
    }

    @Override
    public boolean isSimulated() {
        return true;
    }

    @Override
    public void subscribe(Consumer<RuntimeEvent> observer) {
        observers.add(observer);
    }

    @Override
    public void close() {
        // nothing is held
    }

    private HollowContainer mustFind(String id) {
        HollowContainer container = containers.get(id);
        if (container == null) {
            throw new RuntimeFailure(Kind.NOT_FOUND, "no container with id " + id);
        }
        return container;
    }

    private List<HollowContainer> inSandbox(String id) {
        return containers.values().stream()
                .filter(c -> c.sandboxId().equals(id))
                .toList();
    }
}
