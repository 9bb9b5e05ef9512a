package io.jubernetes.kubelet.volume;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Finds or makes a path below a volume. Whoever writes to the volume may have put links into it: one that stays within the volume
 * is followed, one that leads out of it is refused, and nothing is ever made behind one.
 */
final class SubPaths {

    private SubPaths() {}

    static Path find(Path volume, String subPath) throws VolumeError {
        try {
            Path root = volume.toRealPath();
            if (subPath.startsWith("/") || !root.resolve(subPath).normalize().startsWith(root)) {
                throw new VolumeError("failed to prepare subPath for volumeMount: subPath \"" + subPath
                        + "\" is not below its volume");
            }
            Path at = root;
            for (Path part : Path.of(subPath).normalize()) {
                at = step(root, at, part.toString());
            }
            return at;
        } catch (IOException e) {
            throw new VolumeError("failed to prepare subPath for volumeMount: " + e);
        }
    }

    /** From a real directory within the volume to what is in it by a name, itself real. */
    private static Path step(Path root, Path directory, String name) throws VolumeError, IOException {
        if (name.isEmpty()) {
            return directory;
        }
        Path next = directory.resolve(name);
        if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
            make(next);
        }
        Path real = next.toRealPath();
        if (!real.startsWith(root)) {
            throw new VolumeError("failed to prepare subPath for volumeMount: " + name + " leads out of its volume");
        }
        return real;
    }

    private static void make(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
            AtomicDirectory.allow(directory, 0750);
        } catch (FileAlreadyExistsException e) {
            // another container of the pod was faster
        }
    }
}
