package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The sandboxes, in memory and on disk. */
public final class SandboxTable {

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, SandboxRecord> records = new LinkedHashMap<>();

    public SandboxTable(Path root) {
        this.directory = root.resolve("sandboxes");
        StateFiles.createDirectories(directory);
    }

    public void load() {
        List<SandboxRecord> found = new ArrayList<>();
        StateFiles.children(directory).stream()
                .filter(f -> !f.getFileName().toString().startsWith("."))
                .forEach(file -> StateFiles.readJson(file, SandboxRecord.class).ifPresent(found::add));
        found.sort(Comparator.comparing(SandboxRecord::createdAt).thenComparing(SandboxRecord::id));
        lock.lock();
        try {
            found.forEach(r -> records.put(r.id(), r));
        } finally {
            lock.unlock();
        }
    }

    public void put(SandboxRecord record) {
        lock.lock();
        try {
            StateFiles.writeJson(file(record.id()), record);
            records.put(record.id(), record);
        } finally {
            lock.unlock();
        }
    }

    public Optional<SandboxRecord> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(records.get(id));
        } finally {
            lock.unlock();
        }
    }

    public SandboxRecord get(String id) {
        return find(id).orElseThrow(
                        () -> new RuntimeFailure(RuntimeFailure.Kind.NOT_FOUND, "no sandbox with id " + id));
    }

    public void remove(String id) {
        lock.lock();
        try {
            records.remove(id);
            Trees.delete(file(id));
        } finally {
            lock.unlock();
        }
    }

    public List<SandboxRecord> all() {
        lock.lock();
        try {
            return new ArrayList<>(records.values());
        } finally {
            lock.unlock();
        }
    }

    private Path file(String id) {
        return directory.resolve(id);
    }
}
