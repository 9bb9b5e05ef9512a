package io.jubernetes.kubelet.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told from a later one with the same number.
 *
 * @param start when it started, in units of the platform's; 0 when unknown
 */
public record ProcessIdentity(long pid, long start) {

    /** Parses a line of {@code /proc/PID/stat}, or a lone process number. */
    public static Optional<ProcessIdentity> parse(String line) {
        String text = line.trim();
        int name = text.lastIndexOf(')');
        try {
            if (name < 0) {
                return text.isEmpty() ? Optional.empty() : Optional.of(of(Long.parseLong(text)));
            }
            long pid = Long.parseLong(text.substring(0, text.indexOf(' ')));
            return Optional.of(new ProcessIdentity(pid, Long.parseLong(field(text, name, 22))));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** The process that has this number now. */
    public static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, startOf(pid));
    }

    public boolean isAlive() {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        if (handle.isEmpty() || !handle.get().isAlive() || isZombie(pid)) {
            return false;
        }
        return start == 0 || startOf(pid) == start;
    }

    /** Asks it to end. */
    public void terminate() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }

    public void kill() {
        if (isAlive()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Its first child: a supervisor has one, the container's main process. */
    public Optional<ProcessHandle> child() {
        return isAlive() ? ProcessHandle.of(pid).flatMap(p -> p.children().findFirst()) : Optional.empty();
    }

    /** The session a process belongs to; 0 when it is gone or the platform does not tell. */
    public static long sessionOf(long pid) {
        String stat = StateFiles.readText(Path.of("/proc", Long.toString(pid), "stat"));
        int name = stat.lastIndexOf(')');
        return name < 0 ? 0 : Long.parseLong(field(stat, name, 6));
    }

    private static boolean isZombie(long pid) {
        String stat = StateFiles.readText(Path.of("/proc", Long.toString(pid), "stat"));
        int name = stat.lastIndexOf(')');
        return name >= 0 && field(stat, name, 3).equals("Z");
    }

    private static long startOf(long pid) {
        if (Files.isDirectory(Path.of("/proc/self"))) {
            String stat = StateFiles.readText(Path.of("/proc", Long.toString(pid), "stat"));
            int name = stat.lastIndexOf(')');
            return name < 0 ? -1 : Long.parseLong(field(stat, name, 22));
        }
        return ProcessHandle.of(pid)
                .flatMap(p -> p.info().startInstant())
                .map(i -> i.toEpochMilli())
                .orElse(0L);
    }

    /** Field {@code number} of a stat line, counted from 1 as proc(5) does; the name in parentheses is the second. */
    private static String field(String stat, int endOfName, int number) {
        return stat.substring(endOfName + 2).split(" ")[number - 3].trim();
    }
}
