package io.jubernetes.kubelet.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The shell lines that give a container a root file system of its own: the host's, with what is written to it kept in the
 * container's directory. Other file systems of the host are mounted in as they are, except {@code /run}, which is new.
 *
 * <p>As root one overlay of {@code /} does; in a user namespace the kernel refuses that, and each top-level directory gets one.
 */
final class RootFilesystem {

    private static final String FUNCTIONS = """
            overlay() {
              mkdir -p "$dir/upper$2" "$dir/work$2" "$dir/root$2"
              mount -t overlay overlay -o "lowerdir=$1,upperdir=$dir/upper$2,workdir=$dir/work$2" "$dir/root$2" 2>&9 || {
                mount -t tmpfs tmpfs "$dir/upper$2" && mkdir "$dir/upper$2/u" "$dir/upper$2/w" &&
                mount -t overlay overlay -o "lowerdir=$1,upperdir=$dir/upper$2/u,workdir=$dir/upper$2/w" "$dir/root$2" 2>&9
              }
            }
            share() { [ -e "$dir/root$1" ] && mount --rbind "$1" "$dir/root$1" 2>&9; }
            put() {
              t=$(chroot "$dir/root" sh -c 'if [ "$0" = d ]; then mkdir -p -- "$1"; else mkdir -p -- "${1%/*}/" &&
                { [ -e "$1" ] || : > "$1"; }; fi && readlink -f -- "$1"' "$3" "$2" 2>&9) ||
                fail "mount point $2 cannot be made"
              mount --rbind "$1" "$dir/root$t" 2>&9 || fail "volume cannot be mounted at $2"
              [ "$4" = rw ] || mount -o remount,bind,ro "$dir/root$t" 2>&9 || fail "$2 cannot be made read-only"
            }
            """;

    /** The host's devices, beside which files can be made that the host does not see. */
    private static final String OWN_DEVICES = """
            mkdir -p "$dir/devices"; mount -t tmpfs -o mode=755 tmpfs "$dir/devices" 2>&9
            mkdir -p "$dir/devices/upper" "$dir/devices/work"
            if mount -t overlay overlay \
                -o "lowerdir=/dev,upperdir=$dir/devices/upper,workdir=$dir/devices/work" "$dir/root/dev" 2>&9; then
              for d in /dev/*; do
                if mountpoint -q "$d"; then [ -d "$d" ] || : > "$dir/root$d"; share "$d"; fi
              done
            else share /dev; fi
            """;

    private final Isolation isolation;
    private final List<String> mountPoints;

    RootFilesystem(Isolation isolation, Path stateRoot) {
        this.isolation = isolation;
        this.mountPoints = topMountPoints(stateRoot.toString());
    }

    String lines() {
        return FUNCTIONS + (isolation == Isolation.ROOT ? oneOverlay() : overlayPerDirectory());
    }

    /** Whether a path in the container is the host's own file system, where nothing may be created. */
    boolean isShared(String path) {
        return mountPoints.stream()
                .filter(m -> !m.equals("/run") && !m.equals("/proc"))
                .filter(m -> !m.equals("/dev") || isolation != Isolation.ROOT)
                .anyMatch(m -> path.startsWith(m + "/") || path.equals(m));
    }

    private String oneOverlay() {
        StringBuilder lines = new StringBuilder("overlay / '' || fail 'the root file system cannot be made'\n");
        for (String point : mountPoints) {
            if (point.equals("/dev")) {
                lines.append(OWN_DEVICES);
            } else if (!point.equals("/proc") && !point.equals("/run")) {
                lines.append("share ").append(ShellText.quote(point)).append('\n');
            }
        }
        return lines.append(ownDirectories()).toString();
    }

    private String overlayPerDirectory() {
        StringBuilder lines = new StringBuilder("mkdir -p \"$dir/root\"; mount -t tmpfs tmpfs \"$dir/root\" 2>&9\n");
        for (Path entry : topLevel()) {
            String path = ShellText.quote(entry.toString());
            if (Files.isSymbolicLink(entry)) {
                lines.append("ln -s \"$(readlink ")
                        .append(path)
                        .append(")\" \"$dir/root\"")
                        .append(path);
            } else if (Files.isDirectory(entry)) {
                lines.append("mkdir -p \"$dir/root\"").append(path).append("; ").append(fill(entry.toString(), path));
            }
            lines.append('\n');
        }
        return lines.append(ownDirectories()).toString();
    }

    private String fill(String entry, String quoted) {
        if (entry.equals("/proc") || entry.equals("/run")) {
            return ":";
        }
        boolean holdsMounts = mountPoints.stream().anyMatch(m -> m.equals(entry) || m.startsWith(entry + "/"));
        return holdsMounts ? "share " + quoted : "overlay " + quoted + " " + quoted + " || share " + quoted;
    }

    private static String ownDirectories() {
        return """
                mount -t proc proc "$dir/root/proc" 2>&9 || share /proc
                mkdir -p "$dir/root/run"; mount -t tmpfs -o mode=755 tmpfs "$dir/root/run" 2>&9
                """;
    }

    private static List<Path> topLevel() {
        try (Stream<Path> entries = Files.list(Path.of("/"))) {
            return entries.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The host's mount points that are not below another one, without the root and without what holds the state. */
    private static List<String> topMountPoints(String stateRoot) {
        List<String> all = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8)) {
                all.add(line.split(" ")[4].replace("\\040", " "));
            }
        } catch (IOException e) {
            return List.of("/dev", "/proc", "/sys");
        }
        List<String> top = new ArrayList<>();
        all.stream()
                .sorted()
                .filter(m -> !m.equals("/") && !stateRoot.startsWith(m + "/"))
                .forEach(m -> {
                    if (top.stream().noneMatch(t -> m.equals(t) || m.startsWith(t + "/"))) {
                        top.add(m);
                    }
                });
        return top;
    }
}
