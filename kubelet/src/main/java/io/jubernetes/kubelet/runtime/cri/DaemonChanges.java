package io.jubernetes.kubelet.runtime.cri;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.cri.v1.Container;
import io.jubernetes.cri.v1.ContainerEventResponse;
import io.jubernetes.cri.v1.ContainerState;
import io.jubernetes.cri.v1.PodSandboxState;
import io.jubernetes.kubelet.runtime.RuntimeEvent;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells observers what changes in the daemon: as it says itself where it does, and otherwise by a look at its lists each second,
 * as upstream. While the daemon is away nothing is told; when it is back, what changed meanwhile is.
 */
final class DaemonChanges implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DaemonChanges.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Environment environment;
    private final CriConnection connection;
    private final Listing listing;
    private final Ownership ownership;
    private final List<Consumer<RuntimeEvent>> observers = new CopyOnWriteArrayList<>();
    /** What was seen last, by id. Used by the watching task only. */
    private Map<String, Seen> seen = new LinkedHashMap<>();

    private boolean away;
    private Environment.@Nullable Task task;
    private volatile boolean closed;

    private record Seen(String podUid, String containerId, RuntimeEvent.Kind kind) {}

    DaemonChanges(Environment environment, CriConnection connection, Listing listing, Ownership ownership) {
        this.environment = environment;
        this.connection = connection;
        this.listing = listing;
        this.ownership = ownership;
    }

    void subscribe(Consumer<RuntimeEvent> observer) {
        observers.add(observer);
    }

    void start() {
        task = environment.start("cri-changes", this::run);
    }

    private void run() throws InterruptedException {
        boolean offered = true;
        while (!closed) {
            try {
                look();
                offered = offered && follow();
                back();
            } catch (RuntimeFailure e) {
                lost(e.text());
            }
            environment.sleep(LOOK);
        }
    }

    /** Listens until the stream ends; false when the daemon has none. */
    private boolean follow() {
        try {
            Iterator<ContainerEventResponse> events = connection.events();
            while (events.hasNext()) {
                tell(events.next());
            }
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
                return false;
            }
            throw CriErrors.translate(e, connection.endpoint());
        }
        return true;
    }

    private void tell(ContainerEventResponse event) {
        if (ownership.owns(event.getPodSandboxStatus().getLabelsMap())) {
            RuntimeEvent.Kind kind = switch (event.getContainerEventType()) {
                case CONTAINER_CREATED_EVENT, UNRECOGNIZED -> RuntimeEvent.Kind.CREATED;
                case CONTAINER_STARTED_EVENT -> RuntimeEvent.Kind.STARTED;
                case CONTAINER_STOPPED_EVENT -> RuntimeEvent.Kind.STOPPED;
                case CONTAINER_DELETED_EVENT -> RuntimeEvent.Kind.REMOVED;
            };
            String uid = event.getPodSandboxStatus().getMetadata().getUid();
            tell(new RuntimeEvent(uid, event.getContainerId(), kind));
        }
    }

    private void tell(RuntimeEvent event) {
        observers.forEach(o -> o.accept(event));
    }

    private void look() {
        Map<String, Seen> now = new LinkedHashMap<>();
        for (Container container : listing.listedContainers("")) {
            String uid = Ownership.pod(container.getLabelsMap()).uid();
            now.put(container.getId(), new Seen(uid, container.getId(), kind(container.getState())));
        }
        listing.listedSandboxes("").forEach(sandbox -> {
            boolean ready = sandbox.getState() == PodSandboxState.SANDBOX_READY;
            now.put(
                    sandbox.getId(),
                    new Seen(
                            sandbox.getMetadata().getUid(),
                            "",
                            ready ? RuntimeEvent.Kind.STARTED : RuntimeEvent.Kind.STOPPED));
        });
        Map<String, Seen> before = seen;
        seen = now;
        now.forEach((id, is) -> {
            if (!is.equals(before.get(id))) {
                tell(new RuntimeEvent(is.podUid(), is.containerId(), is.kind()));
            }
        });
        before.forEach((id, was) -> {
            if (!now.containsKey(id)) {
                tell(new RuntimeEvent(was.podUid(), was.containerId(), RuntimeEvent.Kind.REMOVED));
            }
        });
    }

    private static RuntimeEvent.Kind kind(ContainerState state) {
        return switch (state) {
            case CONTAINER_CREATED -> RuntimeEvent.Kind.CREATED;
            case CONTAINER_RUNNING -> RuntimeEvent.Kind.STARTED;
            case CONTAINER_EXITED, CONTAINER_UNKNOWN, UNRECOGNIZED -> RuntimeEvent.Kind.STOPPED;
        };
    }

    private void lost(String problem) {
        if (!away && !closed) {
            LOG.warn("The container runtime is away; what it runs goes on: problem={}", problem);
        }
        away = true;
    }

    private void back() {
        if (away) {
            LOG.info("The container runtime is back: endpoint={}", connection.endpoint());
        }
        away = false;
    }

    @Override
    public void close() {
        closed = true;
        if (task != null) {
            task.interrupt();
        }
    }
}
