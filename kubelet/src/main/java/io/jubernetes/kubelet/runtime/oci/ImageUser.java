package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.runtime.ContainerConfig.Identity;
import io.jubernetes.kubelet.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds out by number whom a container runs as, in the image's own lists of users and groups. */
final class ImageUser {

    private final List<String[]> users;
    private final List<String[]> groups;

    /** @param layers the image's directories, the lowest first */
    ImageUser(List<Path> layers) {
        this.users = lines(layers, "passwd", 4);
        this.groups = lines(layers, "group", 3);
    }

    /** Numbers, as the kernel knows them. */
    record Numbers(long user, long group, List<Long> groups) {}

    /**
     * @param wanted what the pod says
     * @param image what the image says, {@code USER[:GROUP]}, by names or numbers
     */
    Numbers resolve(Identity wanted, String image) {
        String[] parts = image.split(":", 2);
        String user = wanted.user() == null
                ? (parts[0].isEmpty() ? "0" : parts[0])
                : wanted.user().toString();
        Optional<String[]> entry = find(users, l -> l[2].equals(user) || (!isNumber(user) && l[0].equals(user)));
        if (entry.isEmpty() && !isNumber(user)) {
            throw new RuntimeFailure(
                    RuntimeFailure.Kind.INVALID_CONFIG,
                    "unable to find user " + user + ": no matching entries in passwd file");
        }
        long uid = entry.map(l -> Long.parseLong(l[2])).orElseGet(() -> Long.parseLong(user));
        String group = wanted.group() != null
                ? wanted.group().toString()
                : wanted.user() == null && parts.length > 1 ? parts[1] : "";
        long gid = group.isEmpty() ? entry.map(l -> Long.parseLong(l[3])).orElse(0L) : group(group);
        Set<Long> more = new LinkedHashSet<>(List.of(gid));
        if (!wanted.strict()) {
            entry.ifPresent(l -> memberships(l[0], more));
        }
        more.addAll(wanted.supplementalGroups());
        return new Numbers(uid, gid, List.copyOf(more));
    }

    private long group(String group) {
        if (isNumber(group)) {
            return Long.parseLong(group);
        }
        return find(groups, l -> l[0].equals(group))
                .map(l -> Long.parseLong(l[2]))
                .orElseThrow(() -> new RuntimeFailure(
                        RuntimeFailure.Kind.INVALID_CONFIG,
                        "unable to find group " + group + ": no matching entries in group file"));
    }

    private void memberships(String user, Set<Long> into) {
        for (String[] line : groups) {
            if (line.length > 3 && List.of(line[3].split(",")).contains(user)) {
                into.add(Long.parseLong(line[2]));
            }
        }
    }

    private static Optional<String[]> find(List<String[]> lines, Predicate<String[]> wanted) {
        return lines.stream().filter(wanted).findFirst();
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,10}");
    }

    /** The lines of a file of the topmost layer that has it, as long as no link leads there: it might lead to the host's. */
    private static List<String[]> lines(List<Path> layers, String name, int fields) {
        List<String[]> lines = new ArrayList<>();
        for (Path layer : layers.reversed()) {
            Path file = layer.resolve("etc").resolve(name);
            if (Files.isDirectory(layer.resolve("etc"), LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                read(file, fields, lines);
                return lines;
            }
        }
        return lines;
    }

    private static void read(Path file, int fields, List<String[]> into) {
        try {
            for (String line : Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .split("\n")) {
                String[] parts = line.trim().split(":");
                if (parts.length >= fields && isNumber(parts[2]) && (fields < 4 || isNumber(parts[3]))) {
                    into.add(parts);
                }
            }
        } catch (IOException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.FAILED, "the image's users: " + e.getMessage(), e);
        }
    }
}
