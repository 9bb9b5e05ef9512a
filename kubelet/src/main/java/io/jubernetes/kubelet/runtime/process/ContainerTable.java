package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.Container;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The containers in memory. */
public final class ContainerTable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ProcessContainer> containers = new LinkedHashMap<>();

    public void put(ProcessContainer container) {
        lock.lock();
        try {
            containers.put(container.record().id(), container);
        } finally {
            lock.unlock();
        }
    }

    public Optional<ProcessContainer> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(containers.get(id));
        } finally {
            lock.unlock();
        }
    }

    public ProcessContainer get(String id) {
        return find(id).orElseThrow(
                        () -> new RuntimeFailure(RuntimeFailure.Kind.NOT_FOUND, "no container with id " + id));
    }

    public void remove(String id) {
        lock.lock();
        try {
            containers.remove(id);
        } finally {
            lock.unlock();
        }
    }

    public List<ProcessContainer> all() {
        lock.lock();
        try {
            return new ArrayList<>(containers.values());
        } finally {
            lock.unlock();
        }
    }

    /** The containers of a pod, or of all pods when {@code podUid} is null, as they are now and in order of creation. */
    public List<Container> views(@Nullable String podUid) {
        return all().stream()
                .filter(c -> podUid == null || c.record().pod().uid().equals(podUid))
                .map(ProcessContainer::view)
                .sorted(Comparator.comparing(Container::createdAt).thenComparing(Container::id))
                .toList();
    }

    /** Sees to it that all that a container has written until now is in its log file; nothing happens when it is unknown. */
    public void flushLog(String id) {
        find(id).ifPresent(c -> {
            try {
                c.log().pump(false);
            } catch (IOException e) {
                throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "log: " + e.getMessage(), e);
            }
        });
    }

    public List<ProcessContainer> inSandbox(String sandboxId) {
        return all().stream()
                .filter(c -> c.record().sandboxId().equals(sandboxId))
                .toList();
    }
}
