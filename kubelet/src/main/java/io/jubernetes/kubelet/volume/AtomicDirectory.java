package io.jubernetes.kubelet.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A directory whose content changes all at once for those who read it.
 *
 * <pre>
 *   volume/name   -> ..data/name
 *   volume/..data -> ..VERSION       replaced by a rename
 *   volume/..VERSION/name            the files
 * </pre>
 */
final class AtomicDirectory {

    private static final String DATA = "..data";
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_READ
    };

    private final Path directory;
    private final VolumeGroup group;

    /** @param group whose members can read it */
    AtomicDirectory(Path directory, VolumeGroup group) {
        this.directory = directory;
        this.group = group;
    }

    /**
     * Makes the content this one.
     *
     * @param version tells it from all contents before
     * @return whether anything changed
     */
    boolean write(Payload payload, String version) throws IOException {
        Files.createDirectories(directory);
        Path data = directory.resolve(DATA);
        Path old = Files.isSymbolicLink(data) ? directory.resolve(Files.readSymbolicLink(data)) : null;
        if (old != null && isSame(old, payload)) {
            return false;
        }
        Path fresh = Files.createDirectory(directory.resolve(".." + version));
        allow(fresh, 0755);
        for (Map.Entry<String, Payload.Entry> entry : payload.entries().entrySet()) {
            Path file = fresh.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue().content());
            group.own(file);
            allow(file, group.readable(entry.getValue().mode()));
        }
        Path link = directory.resolve("..data_tmp");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, fresh.getFileName());
        Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        linkNames(payload);
        if (old != null) {
            Removal.tree(old);
        }
        return true;
    }

    private void linkNames(Payload payload) throws IOException {
        Set<String> names = new TreeSet<>();
        payload.entries().keySet().forEach(p -> names.add(p.split("/")[0]));
        for (String name : names) {
            Path link = directory.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of(DATA, name));
            }
        }
        for (Path entry : list(directory)) {
            String name = entry.getFileName().toString();
            if (!name.startsWith("..") && !names.contains(name)) {
                Files.delete(entry);
            }
        }
    }

    private boolean isSame(Path old, Payload payload) throws IOException {
        Set<String> files = new TreeSet<>();
        if (!Files.isDirectory(old)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(old)) {
            all.filter(Files::isRegularFile)
                    .forEach(f -> files.add(old.relativize(f).toString()));
        }
        if (!files.equals(payload.entries().keySet())) {
            return false;
        }
        for (Map.Entry<String, Payload.Entry> entry : payload.entries().entrySet()) {
            Path file = old.resolve(entry.getKey());
            Payload.Entry wanted = new Payload.Entry(
                    entry.getValue().content(), group.readable(entry.getValue().mode()));
            if (!new Payload.Entry(Files.readAllBytes(file), mode(file)).sameAs(wanted)) {
                return false;
            }
        }
        return true;
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    static void allow(Path path, int mode) throws IOException {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        Files.setPosixFilePermissions(path, permissions);
    }

    private static int mode(Path path) throws IOException {
        String text = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        int mode = 0;
        for (int i = 0; i < text.length(); i++) {
            mode = mode << 1 | (text.charAt(i) == '-' ? 0 : 1);
        }
        return mode;
    }
}
