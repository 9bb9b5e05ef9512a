package io.jubernetes.kubelet.cgroup;

import io.jubernetes.kubelet.runtime.ContainerStats.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a control group holds and has used.
 *
 * @param cpuNanoseconds processor time since it was made
 */
public record CgroupUsage(long cpuNanoseconds, Memory memory) {

    static CgroupUsage unified(Path group) {
        Path stat = group.resolve("memory.stat");
        return new CgroupUsage(
                value(group.resolve("cpu.stat"), "usage_usec") * 1000,
                memory(
                        number(group.resolve("memory.current")),
                        value(stat, "inactive_file"),
                        value(stat, "anon"),
                        stat));
    }

    static CgroupUsage separate(Path memory, Path processor) {
        Path stat = memory.resolve("memory.stat");
        return new CgroupUsage(
                number(processor.resolve("cpuacct.usage")),
                memory(
                        number(memory.resolve("memory.usage_in_bytes")),
                        value(stat, "total_inactive_file"),
                        value(stat, "total_rss"),
                        stat));
    }

    private static Memory memory(long usage, long inactive, long resident, Path stat) {
        return new Memory(
                usage, Math.max(0, usage - inactive), resident, value(stat, "pgfault"), value(stat, "pgmajfault"));
    }

    /** The number beside a name, one pair a line; 0 where there is none. */
    static long value(Path file, String name) {
        return text(file)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).trim()))
                .findFirst()
                .orElse(0);
    }

    private static long number(Path file) {
        String text = text(file).trim();
        return text.matches("\\d+") ? Long.parseLong(text) : 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
