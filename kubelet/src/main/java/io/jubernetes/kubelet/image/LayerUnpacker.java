package io.jubernetes.kubelet.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Unpacks a layer into a directory of its own. Nothing is written, linked or changed outside of it, whatever the archive says:
 * absolute names, {@code ..}, hard links to the outside and device nodes are refused, symbolic links are never followed but
 * within the directory.
 */
final class LayerUnpacker {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final LayerRoot root;
    private final Limits limits;
    private final Whiteouts whiteouts;
    private final Map<Path, FileTime> directoryTimes = new LinkedHashMap<>();
    private long entries;
    private long bytes;

    LayerUnpacker(Path directory, Limits limits) {
        this.root = new LayerRoot(directory);
        this.limits = limits;
        this.whiteouts = new Whiteouts(directory);
    }

    /**
     * Unpacks.
     *
     * @param compressed as it came; its digests are the caller's to check
     * @return the digest of the uncompressed archive, down to its last byte
     */
    String unpack(InputStream compressed) throws IOException {
        Digest.Summing read = new Digest.Summing(compressed);
        try (Digest.Summing archive = new Digest.Summing(Compression.uncompressed(read))) {
            Bounded bounded = new Bounded(archive, read, limits);
            TarReader tar = new TarReader(bounded);
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                count(entry);
                putChecked(entry, tar);
            }
            bounded.transferTo(OutputStream.nullOutputStream());
            for (Map.Entry<Path, FileTime> time : directoryTimes.entrySet()) {
                touch(time.getKey(), time.getValue());
            }
            return Digest.end(archive.digest());
        }
    }

    /** Bytes of all files. */
    long bytes() {
        return bytes;
    }

    private void count(TarEntry entry) throws IOException {
        entries++;
        bytes += entry.size();
        if (entries > limits.entries()) {
            throw new ImageException("the layer has more than " + limits.entries() + " entries: refused");
        }
        if (bytes > limits.bytes()) {
            throw new ImageException("the layer unpacks to more than " + limits.bytes() + " bytes: refused");
        }
    }

    /** Names that this machine cannot have are a fault of the layer, or of the agent's locale. */
    private void putChecked(TarEntry entry, TarReader tar) throws IOException {
        try {
            put(entry, tar);
        } catch (InvalidPathException e) {
            throw new ImageException(
                    "the layer has a name that cannot be had here (is the locale UTF-8?): " + e.getReason());
        }
    }

    private void put(TarEntry entry, TarReader tar) throws IOException {
        Path path = root.resolve(entry.name());
        if (path.equals(root.directory())) {
            attributes(path, entry);
            return;
        }
        String name = path.getFileName().toString();
        if (name.equals(OPAQUE)) {
            whiteouts.opaque(path.resolve("..").normalize());
        } else if (name.startsWith(WHITEOUT)) {
            whiteOut(entry, path, name.substring(WHITEOUT.length()));
        } else {
            make(entry, path, tar);
        }
    }

    private void whiteOut(TarEntry entry, Path path, String hidden) throws IOException {
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw new ImageException("the layer has an invalid whiteout " + entry.name() + ": refused");
        }
        whiteouts.hide(path.resolveSibling(hidden));
    }

    private void make(TarEntry entry, Path path, TarReader tar) throws IOException {
        switch (entry.type()) {
            case DIRECTORY -> directory(path);
            case FILE -> file(path, tar);
            case SYMBOLIC_LINK -> {
                clear(path);
                Files.createSymbolicLink(path, Path.of(entry.target()));
            }
            case HARD_LINK -> {
                Path target = root.existing(entry.target());
                if (!target.equals(path)) {
                    clear(path);
                    Files.createLink(path, target);
                }
                return; // owner and mode are the target's
            }
            case PIPE -> {
                clear(path);
                Programs.run("mkfifo", path.toString());
            }
            case DEVICE -> throw new ImageException("the layer has a device node " + entry.name() + ": refused");
            case OTHER -> {
                return; // volume labels and the like are no files
            }
        }
        attributes(path, entry);
    }

    private static void directory(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            clear(path);
            Files.createDirectory(path);
        }
    }

    private static void file(Path path, TarReader tar) throws IOException {
        clear(path);
        try (OutputStream sink = Files.newOutputStream(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            tar.content().transferTo(sink);
        } catch (FileAlreadyExistsException e) {
            throw new ImageException("the layer cannot be unpacked: " + path.getFileName() + " is there twice");
        }
    }

    private static void clear(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            DirectoryTree.delete(path);
        }
    }

    private void attributes(Path path, TarEntry entry) throws IOException {
        FileAttributes.set(path, entry);
        FileTime time = FileTime.from(entry.modified());
        if (entry.type() == TarEntry.Type.DIRECTORY) {
            directoryTimes.put(path, time); // what comes into it later would change it
        } else {
            touch(path, time);
        }
    }

    private static void touch(Path path, FileTime time) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, null, null);
        }
    }
}
