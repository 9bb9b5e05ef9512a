package io.jubernetes.kubelet.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The room of a file system.
 *
 * @param capacity bytes
 * @param available bytes that anybody can still have
 * @param inodes how many files it can have; 0 where nothing is known about that
 * @param freeInodes how many more
 */
public record DiskSpace(long capacity, long available, long inodes, long freeInodes) {

    public static final DiskSpace UNKNOWN = new DiskSpace(0, 0, 0, 0);

    /** Of the file system in which a directory is, or will be. */
    public static DiskSpace of(Path directory) {
        Path path = directory.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        try {
            return Libc.diskSpace(path);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    public long used() {
        return capacity - available;
    }
}
