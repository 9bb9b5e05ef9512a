package io.jubernetes.kubelet.cgroup;

import io.jubernetes.kubelet.runtime.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One control group, in all trees of this machine. */
public final class Cgroup {

    private static final List<String> CPUSET = List.of("cpuset.cpus", "cpuset.mems");

    private final Hierarchies trees;
    private final String path;

    Cgroup(Hierarchies trees, String path) {
        this.trees = trees;
        this.path = path;
    }

    /** A group below this one. */
    public Cgroup child(String name) {
        return new Cgroup(trees, path + "/" + name);
    }

    /** From the root of each tree, beginning with a slash. */
    public String path() {
        return path;
    }

    /** Makes it in every tree; the groups above have to be there. */
    public void make() throws IOException {
        for (Map.Entry<String, Path> tree : trees.roots().entrySet()) {
            Path directory = in(tree.getValue());
            if (!Files.isDirectory(directory)) {
                Files.createDirectory(directory);
            }
            if (tree.getKey().equals("cpuset")) {
                inheritProcessors(directory);
            }
        }
        if (trees.unified()) {
            passOn();
        }
    }

    /** A new group of version 1 may run nowhere until somebody says where. */
    private static void inheritProcessors(Path directory) throws IOException {
        for (String file : CPUSET) {
            if (Files.readString(directory.resolve(file)).isBlank()) {
                Files.writeString(directory.resolve(file), Files.readString(directory.resolveSibling(file)));
            }
        }
    }

    /** In version 2 the group above says which controllers this one has. */
    private void passOn() throws IOException {
        Path above = Objects.requireNonNull(directory("").getParent());
        for (String controller :
                Files.readString(above.resolve("cgroup.controllers")).trim().split(" ")) {
            if (List.of("cpu", "cpuset", "memory", "pids", "io", "hugetlb").contains(controller)) {
                Files.writeString(above.resolve("cgroup.subtree_control"), "+" + controller);
            }
        }
    }

    /** Bounds what runs in it; parts that are 0 stay as they are, a negative quota or memory limit ends a bound. */
    public void limit(Resources resources) throws IOException {
        if (trees.unified()) {
            limitUnified(resources);
        } else {
            limitSeparate(resources);
        }
    }

    private void limitUnified(Resources resources) throws IOException {
        Resources.Cpu cpu = resources.cpu();
        if (cpu.shares() > 0) {
            write("", "cpu.weight", Long.toString(1 + (cpu.shares() - 2) * 9999 / 262_142));
        }
        if (cpu.quotaMicros() != 0) {
            write("", "cpu.max", (cpu.quotaMicros() < 0 ? "max" : cpu.quotaMicros()) + " " + cpu.periodMicros());
        }
        if (resources.memoryLimitBytes() != 0) {
            write("", "memory.max", resources.memoryLimitBytes() < 0 ? "max" : "" + resources.memoryLimitBytes());
        }
        if (resources.pids() > 0) {
            write("", "pids.max", Long.toString(resources.pids()));
        }
    }

    private void limitSeparate(Resources resources) throws IOException {
        Resources.Cpu cpu = resources.cpu();
        if (cpu.shares() > 0) {
            write("cpu", "cpu.shares", Long.toString(cpu.shares()));
        }
        if (cpu.quotaMicros() > 0) {
            write("cpu", "cpu.cfs_period_us", Long.toString(cpu.periodMicros()));
        }
        if (cpu.quotaMicros() != 0) {
            write("cpu", "cpu.cfs_quota_us", Long.toString(cpu.quotaMicros()));
        }
        if (resources.memoryLimitBytes() != 0) {
            write("memory", "memory.limit_in_bytes", Long.toString(resources.memoryLimitBytes()));
        }
        if (resources.pids() > 0) {
            write("pids", "pids.max", Long.toString(resources.pids()));
        }
    }

    /** The files into which a process writes its number to be in the group. */
    public List<Path> entrances() {
        return trees.roots().values().stream()
                .map(root -> in(root).resolve("cgroup.procs"))
                .distinct()
                .toList();
    }

    /** What the group holds and has used, as far as the kernel counts it. */
    public CgroupUsage usage() {
        return trees.unified()
                ? CgroupUsage.unified(directory(""))
                : CgroupUsage.separate(directory("memory"), directory("cpuacct"));
    }

    /** How many of its processes the kernel killed because there was no memory left for the group. */
    public long killedForMemory() {
        return trees.unified()
                ? CgroupUsage.value(directory("").resolve("memory.events"), "oom_kill")
                : CgroupUsage.value(directory("memory").resolve("memory.oom_control"), "oom_kill");
    }

    /** How many processes and threads are in it and in the groups below; 0 where that is not counted. */
    long processes() {
        try {
            Path file = directory(trees.unified() ? "" : "pids").resolve("pids.current");
            return Files.exists(file) ? Long.parseLong(Files.readString(file).trim()) : 0;
        } catch (IOException e) {
            return 0; // it goes
        }
    }

    /** Kills what runs in it and removes it, with the groups below. */
    public void remove() throws IOException {
        for (Path root : new TreeSet<>(trees.roots().values())) {
            if (Files.isDirectory(in(root))) {
                removeTree(in(root));
            }
        }
    }

    private static void removeTree(Path directory) throws IOException {
        List<Path> below = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.filter(Files::isDirectory).forEach(below::add);
        }
        for (Path child : below) {
            removeTree(child);
        }
        for (String pid :
                Files.readString(directory.resolve("cgroup.procs")).lines().toList()) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
        Files.deleteIfExists(directory);
    }

    private Path directory(String controller) {
        return in(trees.roots().getOrDefault(controller, Path.of("/nonexistent")));
    }

    private Path in(Path root) {
        return root.resolve(path.substring(1));
    }

    private void write(String controller, String file, String value) throws IOException {
        Path root = trees.roots().get(controller);
        if (root != null) {
            Files.writeString(in(root).resolve(file), value);
        }
    }
}
