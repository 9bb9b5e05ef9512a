package io.jubernetes.kubelet.volume;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Paths of the node as volumes, checked as their type says. */
final class HostPaths {

    private static final int TYPE_MASK = 0170000;

    private HostPaths() {}

    static Path check(HostPathVolumeSource source) throws VolumeError, IOException {
        Path path = Path.of(source.getPath());
        String type = source.getType() == null ? "" : source.getType();
        switch (type) {
            case "" -> createWhenMissing(path);
            case "DirectoryOrCreate" -> createWhenMissing(path);
            case "Directory" -> require(Files.isDirectory(path), path, "directory");
            case "FileOrCreate" -> {
                if (!Files.exists(path)) {
                    Files.createFile(path);
                }
                require(Files.isRegularFile(path), path, "file");
            }
            case "File" -> require(Files.isRegularFile(path), path, "file");
            case "Socket" -> require(hasType(path, 0140000), path, "socket");
            case "CharDevice" -> require(hasType(path, 0020000), path, "character device");
            case "BlockDevice" -> require(hasType(path, 0060000), path, "block device");
            default -> throw new VolumeError("hostPath type check failed: " + type + " is not a known type");
        }
        return path;
    }

    /** As container runtimes do for a path without type. */
    private static void createWhenMissing(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(path);
        }
    }

    private static boolean hasType(Path path, int type) throws IOException {
        return Files.exists(path) && ((int) Files.getAttribute(path, "unix:mode") & TYPE_MASK) == type;
    }

    private static void require(boolean holds, Path path, String what) throws VolumeError {
        if (!holds) {
            throw new VolumeError("hostPath type check failed: " + path + " is not a " + what);
        }
    }
}
