package io.jubernetes.kubelet.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where this machine has its control groups: one tree with all controllers (version 2), or a tree for each controller (version 1,
 * perhaps with an empty tree of version 2 beside them).
 *
 * @param unified whether the one tree of version 2 has the controllers
 * @param roots of the trees: by controller, {@code ""} for the unified one
 */
record Hierarchies(boolean unified, Map<String, Path> roots) {

    private static final String BESIDE = "unified";
    private static final Path MOUNT = Path.of("/sys/fs/cgroup");

    /** What is there and can be written; empty when this agent may make no groups. */
    static Optional<Hierarchies> find() {
        try {
            if (!Files.isDirectory(MOUNT) || !isRoot()) {
                return Optional.empty();
            }
            boolean unified = Files.getFileStore(MOUNT).type().equals("cgroup2");
            Map<String, Path> roots = unified ? Map.of("", MOUNT) : separate();
            boolean usable = !roots.isEmpty() && roots.values().stream().allMatch(Files::isWritable);
            return usable ? Optional.of(new Hierarchies(unified, roots)) : Optional.empty();
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static Map<String, Path> separate() throws IOException {
        Map<String, Path> roots = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"), StandardCharsets.UTF_8)) {
            String[] words = line.split(" ");
            Path at = Path.of(words[1]);
            // without controllers, but runtimes make groups there too
            if (words[2].equals("cgroup2") && at.startsWith(MOUNT) && Files.isWritable(at)) {
                roots.put(BESIDE, at);
            }
            if (words[2].equals("cgroup") && at.startsWith(MOUNT) && !words[3].contains("ro,")) {
                for (String option : words[3].split(",")) {
                    roots.putIfAbsent(option, at);
                }
            }
        }
        roots.keySet()
                .retainAll(java.util.List.of(
                        "cpu",
                        "cpuacct",
                        "cpuset",
                        "memory",
                        "devices",
                        "freezer",
                        "blkio",
                        "pids",
                        "hugetlb",
                        "name=systemd",
                        BESIDE));
        return roots;
    }
}
