package io.jubernetes.kubelet.config;

import io.jubernetes.kubelet.runtime.Namespaces.UserRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Gives each pod that wants users of its own a range of the node's that no other pod has. The range is noted in the pod's
 * directory, so it is found again after a restart and free when the directory is gone.
 */
public final class UserRanges {

    private static final long LENGTH = 65_536;
    private static final String FILE = "userns";

    private final Path pods;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param pods the directory of pods' directories, by uid */
    public UserRanges(Path pods) {
        this.pods = pods;
    }

    public UserRange of(String podUid) throws IOException {
        lock.lock();
        try {
            Path file = pods.resolve(podUid).resolve(FILE);
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, Long.toString(firstFree()));
            }
            return new UserRange(read(file), LENGTH);
        } finally {
            lock.unlock();
        }
    }

    private long firstFree() throws IOException {
        Set<Long> taken = new TreeSet<>();
        try (Stream<Path> all = Files.list(pods)) {
            for (Path pod : all.toList()) {
                if (Files.exists(pod.resolve(FILE))) {
                    taken.add(read(pod.resolve(FILE)));
                }
            }
        }
        long id = LENGTH;
        while (taken.contains(id)) {
            id += LENGTH;
        }
        return id;
    }

    private static long read(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).trim());
    }
}
