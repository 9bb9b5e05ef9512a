package io.jubernetes.kubelet.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Blobs and unpacked layers by their digests. What has its final name is whole and was verified; two that want the same one wait
 * for each other.
 *
 * <pre>
 * blobs/HEX        a manifest, a configuration or a layer, as it came
 * partial/HEX      a blob that is coming
 * layers/HEX/      an unpacked layer
 * layers/.HEX      one that is being unpacked
 * </pre>
 */
final class BlobStore {

    private final Path root;
    private final Limits limits;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    BlobStore(Path root, Limits limits) throws IOException {
        this.root = root;
        this.limits = limits;
        for (String part : List.of("blobs", "partial", "layers")) {
            Files.createDirectories(root.resolve(part));
        }
    }

    /** Fetches a blob's content into a file, which may have its beginning already. */
    @FunctionalInterface
    interface Source {
        void fetch(Path into) throws IOException, InterruptedException;
    }

    Path blob(String digest) throws IOException {
        return root.resolve("blobs").resolve(Digest.hex(digest));
    }

    /** Where a layer is unpacked. */
    Path layer(String id) throws IOException {
        return root.resolve("layers").resolve(Digest.hex(id));
    }

    /** The blob's file; when it is not here it is fetched, and refused when it is another one. */
    Path need(String digest, Source source) throws IOException, InterruptedException {
        ReentrantLock lock = lock(digest);
        lock.lockInterruptibly();
        try {
            Path file = blob(digest);
            if (!Files.exists(file)) {
                Path partial = root.resolve("partial").resolve(Digest.hex(digest));
                source.fetch(partial);
                take(partial, digest);
            }
            return file;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a file a blob, when it is what it is said to be. */
    private void take(Path file, String digest) throws IOException {
        String found = Digest.of(file);
        if (!found.equals(digest)) {
            Files.deleteIfExists(file);
            throw new ImageException(
                    "unexpected commit digest " + found + ", expected " + digest + ": failed precondition");
        }
        Files.move(file, blob(digest), StandardCopyOption.ATOMIC_MOVE);
    }

    void put(String digest, byte[] content) throws IOException, InterruptedException {
        need(digest, file -> Files.write(file, content));
    }

    /** Unpacks a layer from its blob, unless that was done. */
    void unpack(String id, String blob) throws IOException, InterruptedException {
        ReentrantLock lock = lock("layer " + id);
        lock.lockInterruptibly();
        try {
            if (!Files.isDirectory(layer(id))) {
                Path temporary = root.resolve("layers").resolve("." + Digest.hex(id));
                DirectoryTree.delete(temporary);
                Files.createDirectory(temporary);
                try {
                    unpack(id, blob, temporary);
                } catch (IOException e) {
                    DirectoryTree.delete(temporary);
                    throw e;
                }
                Files.move(temporary, layer(id), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            lock.unlock();
        }
    }

    private void unpack(String id, String blob, Path directory) throws IOException {
        Files.setAttribute(directory, "unix:mode", 0755);
        try (InputStream content = Files.newInputStream(blob(blob))) {
            String found = new LayerUnpacker(directory, limits).unpack(content);
            if (!found.equals(id)) {
                throw new ImageException(
                        "wrong diff id calculated on extraction \"" + found + "\" (expected " + id + ")");
            }
        }
    }

    /** Removes the blobs and layers that are not among those to keep; how many bytes of blobs they were. */
    long removeAllBut(Collection<String> blobs, Collection<String> layers) throws IOException {
        long freed = 0;
        for (Path file : children("blobs")) {
            if (!blobs.contains("sha256:" + file.getFileName())) {
                freed += Files.size(file);
                Files.delete(file);
            }
        }
        for (Path directory : children("layers")) {
            String name = directory.getFileName().toString();
            if (!layers.contains("sha256:" + name.replace(".", ""))) {
                DirectoryTree.delete(directory);
            }
        }
        for (Path file : children("partial")) {
            if (!blobs.contains("sha256:" + file.getFileName())) {
                Files.deleteIfExists(file);
            }
        }
        return freed;
    }

    private List<Path> children(String part) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(part))) {
            return new ArrayList<>(all.sorted().toList());
        }
    }

    private ReentrantLock lock(String key) {
        return locks.computeIfAbsent(key, k -> new ReentrantLock());
    }
}
