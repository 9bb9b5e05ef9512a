package io.jubernetes.jube.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where a cluster keeps everything: {@code pki/}, {@code store/}, {@code nodes/NAME/}, {@code logs/} and kubeconfig files. Readable
 * by its owner only.
 */
public record DataDirectory(Path root) {

    /** The directory that a person named; {@code ~/.jube/default} when they named none. */
    public static DataDirectory of(@Nullable Path named) {
        Path root = named == null ? Path.of(System.getProperty("user.home"), ".jube", "default") : named;
        return new DataDirectory(root.toAbsolutePath().normalize());
    }

    public Path pki() {
        return root.resolve("pki");
    }

    /** The API without TLS, for who may read this directory. */
    public Path localSocket() {
        return root.resolve("api.sock");
    }

    public Path store() {
        return root.resolve("store");
    }

    public Path node(String name) {
        return root.resolve("nodes").resolve(name);
    }

    public Path log() {
        return root.resolve("logs").resolve("jube.log");
    }

    /** The kubeconfig of a component, named as kubeadm names them: {@code admin.conf}, {@code scheduler.conf}, … */
    public Path kubeconfig(String component) {
        return root.resolve(component + ".conf");
    }

    /** Native libraries, unpacked once. */
    public Path libraries() {
        return root.resolve("lib");
    }

    /** Creates what is missing. */
    public void create() throws IOException {
        createPrivate(root);
        createPrivate(pki());
        createPrivate(log().getParent());
    }

    /**
     * Takes the directory for a role of this process until the returned channel is closed or the process ends.
     *
     * @return null when another process has it
     */
    public @Nullable FileChannel lock(String role) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve(role + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // this process has it already
        }
        channel.close();
        return null;
    }

    private static void createPrivate(@Nullable Path directory) throws IOException {
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(directory);
        }
    }
}
