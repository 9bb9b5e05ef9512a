package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The images of a node. All of it is on disk and read from there, so that an agent and a command may work on one store.
 *
 * <pre>
 * images/HEX.json      an image
 * images/NAME.coming   one that is on its way: what it needs is kept
 * uses/CONTAINER       a container's image: it is not removed
 * </pre>
 */
public final class ImageStore {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path root;
    private final BlobStore blobs;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param root nobody else writes there */
    public ImageStore(Path root) {
        this(root, Limits.DEFAULT);
    }

    Path root() {
        return root;
    }

    ImageStore(Path root, Limits limits) {
        try {
            this.root = root;
            this.blobs = new BlobStore(root, limits);
            Files.createDirectories(root.resolve("images"));
            Files.createDirectories(root.resolve("uses"));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    BlobStore blobs() {
        return blobs;
    }

    /** All images, by id. */
    public List<ImageRecord> list() {
        try {
            List<ImageRecord> all = new ArrayList<>();
            for (Path file : files("images", ".json")) {
                all.add(JSON.readValue(Files.readAllBytes(file), ImageRecord.class));
            }
            return all;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** An image by its id, the beginning of it, or a name. */
    public Optional<ImageRecord> find(String text) {
        List<ImageRecord> all = list();
        if (ImageName.isId(text)) {
            String id = text.startsWith("sha256:") ? text : "sha256:" + text;
            Optional<ImageRecord> found =
                    all.stream().filter(i -> i.id().startsWith(id)).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        ImageName name = ImageName.parse(text);
        String wanted = name.digest().isEmpty() ? name.toString() : name.withDigest(name.digest());
        return all.stream()
                .filter(i -> i.names().contains(wanted) || i.digests().contains(wanted))
                .findFirst();
    }

    /** The directories that make an image's files, the lowest first. */
    public List<Path> layers(ImageRecord image) {
        try {
            List<Path> all = new ArrayList<>();
            for (ImageRecord.Layer layer : image.layers()) {
                all.add(blobs.layer(layer.id()));
            }
            return all;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A container needs an image. */
    public void use(String containerId, ImageRecord image) {
        try {
            Files.writeString(root.resolve("uses").resolve(containerId), image.id());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** A container does not need its image any more. */
    public void release(String containerId) {
        try {
            Files.deleteIfExists(root.resolve("uses").resolve(containerId));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Users whose names begin so do not need their images any more. */
    void releaseAll(String beginning) {
        try {
            for (Path file : files("uses", "")) {
                if (file.getFileName().toString().startsWith(beginning)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Keeps what an image on its way needs until {@link #arrived}. */
    void coming(String key, List<String> digests) throws IOException {
        write(root.resolve("images").resolve(key + ".coming"), digests);
    }

    void arrived(String key) throws IOException {
        Files.deleteIfExists(root.resolve("images").resolve(key + ".coming"));
    }

    /** Writes an image down, whose blobs and layers are here; its names no longer mean other images. */
    void put(ImageRecord image) throws IOException {
        lock.lock();
        try {
            ImageRecord merged = image;
            for (ImageRecord other : list()) {
                if (other.id().equals(image.id())) {
                    merged = merged.merged(other);
                } else if (other.names().stream().anyMatch(image.names()::contains)) {
                    ImageRecord less = other;
                    for (String name : image.names()) {
                        less = less.without(name);
                    }
                    write(file(less.id()), less);
                }
            }
            write(file(image.id()), merged);
        } finally {
            lock.unlock();
        }
    }

    /** Removes an image with all of its names, and what only it needed. */
    public void remove(String text) {
        lock.lock();
        try {
            Optional<ImageRecord> image = find(text);
            if (image.isPresent()) {
                if (used().contains(image.get().id())) {
                    throw new RuntimeFailure(
                            RuntimeFailure.Kind.WRONG_STATE, "image " + text + " is in use by a container");
                }
                Files.deleteIfExists(file(image.get().id()));
                collect();
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Removes the images that no container uses; which. */
    public List<ImageRecord> prune() {
        lock.lock();
        try {
            Set<String> used = used();
            List<ImageRecord> gone =
                    list().stream().filter(i -> !used.contains(i.id())).toList();
            for (ImageRecord image : gone) {
                Files.deleteIfExists(file(image.id()));
            }
            collect();
            return gone;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that the store takes on the disk. */
    public long usedBytes() {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(p -> Files.isRegularFile(p, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .mapToLong(p -> p.toFile().length())
                    .sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // something went away meanwhile
        }
    }

    private void collect() throws IOException {
        Set<String> keptBlobs = new LinkedHashSet<>();
        Set<String> keptLayers = new LinkedHashSet<>();
        for (ImageRecord image : list()) {
            keptBlobs.add(image.id());
            keptBlobs.add(image.manifest());
            image.layers().forEach(l -> {
                keptBlobs.add(l.blob());
                keptLayers.add(l.id());
            });
        }
        for (Path file : files("images", ".coming")) {
            for (Object digest : JSON.readValue(Files.readAllBytes(file), List.class)) {
                keptBlobs.add(String.valueOf(digest));
                keptLayers.add(String.valueOf(digest));
            }
        }
        blobs.removeAllBut(keptBlobs, keptLayers);
    }

    private Set<String> used() throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        for (Path file : files("uses", "")) {
            ids.add(Files.readString(file));
        }
        return ids;
    }

    private List<Path> files(String part, String end) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(part))) {
            return all.filter(f -> f.getFileName().toString().endsWith(end))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private Path file(String id) throws IOException {
        return root.resolve("images").resolve(Digest.hex(id) + ".json");
    }

    private static void write(Path file, Object value) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.write(temporary, JSON.writeValueAsBytes(value));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static RuntimeFailure failed(IOException e) {
        return new RuntimeFailure(RuntimeFailure.Kind.FAILED, "image store: " + e.getMessage(), e);
    }
}
