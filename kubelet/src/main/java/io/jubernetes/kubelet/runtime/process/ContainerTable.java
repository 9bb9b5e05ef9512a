package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

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

    public List<ProcessContainer> inSandbox(String sandboxId) {
        return all().stream()
                .filter(c -> c.record().sandboxId().equals(sandboxId))
                .toList();
    }
}
