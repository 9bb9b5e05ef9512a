package io.jubernetes.kubelet.runtime.oci;

import io.jubernetes.kubelet.host.Commands;
import io.jubernetes.kubelet.runtime.ContainerStats;
import io.jubernetes.kubelet.runtime.process.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The kernel's groups of processes, in both versions. A group is a path below each hierarchy's root. */
final class Cgroups {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final boolean unified;

    private Cgroups(boolean unified) {
        this.unified = unified;
    }

    /** Which version is by the kind of file system. */
    static Cgroups ofThisMachine(Commands commands) throws InterruptedException {
        String type =
                commands.run(List.of("stat", "-f", "-c", "%T", ROOT.toString())).output();
        return new Cgroups(type.trim().startsWith("cgroup2"));
    }

    /**
     * Where it is noted how often the kernel killed something of a group for want of memory: lines of a word and a number.
     *
     * @param stays whether the group is still there when its processes have ended; if not its parent's counts are to be had,
     *     which have those of the groups in it in the second version
     */
    Path oomCounts(String own, boolean stays) {
        String group = stays ? own : own.substring(0, own.lastIndexOf('/'));
        return unified
                ? at("", group).resolve("memory.events")
                : at("memory", group).resolve("memory.oom_control");
    }

    /** Whether there is but the second version. */
    boolean isUnified() {
        return unified;
    }

    List<Long> processes(String group) {
        Path top = unified ? at("", group) : at("pids", group);
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(f -> f.endsWith("cgroup.procs"))
                    .flatMap(f -> StateFiles.readText(f).lines())
                    .map(Long::parseLong)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(); // the group went away
        }
    }

    /** Removes a group that is empty, and the empty ones in it. */
    void remove(String group) {
        for (Path hierarchy : hierarchies()) {
            removeTree(hierarchy.resolve(group.replaceFirst("^/+", "")));
        }
    }

    private static void removeTree(Path group) {
        if (!Files.isDirectory(group)) {
            return;
        }
        try (Stream<Path> all = Files.walk(group)) {
            List<Path> directories =
                    new ArrayList<>(all.filter(Files::isDirectory).toList());
            for (Path directory : directories.reversed()) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            return; // something runs there: it stays until the next time
        }
    }

    private List<Path> hierarchies() {
        return unified
                ? List.of(ROOT)
                : StateFiles.children(ROOT).stream().filter(Files::isDirectory).toList();
    }

    Optional<ContainerStats.Memory> memory(String group) {
        Path directory = at(unified ? "" : "memory", group);
        long usage = number(directory.resolve(unified ? "memory.current" : "memory.usage_in_bytes"));
        if (usage == 0) {
            return Optional.empty();
        }
        Map<String, Long> details = counts(directory.resolve("memory.stat"));
        long inactive = details.getOrDefault(unified ? "inactive_file" : "total_inactive_file", 0L);
        return Optional.of(new ContainerStats.Memory(
                usage,
                Math.max(0, usage - inactive),
                details.getOrDefault(unified ? "anon" : "total_rss", 0L),
                details.getOrDefault(unified ? "pgfault" : "total_pgfault", 0L),
                details.getOrDefault(unified ? "pgmajfault" : "total_pgmajfault", 0L)));
    }

    long cpuNanoseconds(String group) {
        return unified
                ? counts(at("", group).resolve("cpu.stat")).getOrDefault("usage_usec", 0L) * 1000
                : number(at("cpuacct", group).resolve("cpuacct.usage"));
    }

    private static Path at(String controller, String group) {
        return ROOT.resolve(controller).resolve(group.replaceFirst("^/+", ""));
    }

    private static long number(Path file) {
        String text = StateFiles.readText(file).trim();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Map<String, Long> counts(Path file) {
        Map<String, Long> all = new LinkedHashMap<>();
        StateFiles.readText(file).lines().map(l -> l.split(" ")).forEach(words -> {
            if (words.length == 2 && words[1].matches("\\d{1,18}")) {
                all.put(words[0], Long.parseLong(words[1]));
            }
        });
        return all;
    }
}
