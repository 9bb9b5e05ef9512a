package io.jubernetes.kubelet.node;

import com.sun.management.OperatingSystemMXBean;
import io.jubernetes.kubelet.runtime.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The machine that the agent runs on. */
public final class ThisMachine {

    private ThisMachine() {}

    public static Machine describe(Path dataDirectory) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                new Machine.Size(
                        Runtime.getRuntime().availableProcessors(),
                        system.getTotalMemorySize(),
                        storage(dataDirectory)),
                new Machine.System(
                        os(System.getProperty("os.name", "")),
                        architecture(System.getProperty("os.arch", "")),
                        image(),
                        System.getProperty("os.version", "")),
                new Machine.Ids(
                        read("/etc/machine-id"),
                        read("/sys/class/dmi/id/product_uuid"),
                        read("/proc/sys/kernel/random/boot_id")));
    }

    /** The first address that others can reach; loopback when there is none. */
    public static String address() {
        try {
            for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
                String name = card.getName();
                boolean made = name.startsWith("jube")
                        || name.startsWith("docker")
                        || name.startsWith("cni")
                        || name.startsWith("jv")
                        || name.startsWith("br-")
                        || name.startsWith("veth");
                if (!card.isLoopback() && card.isUp() && !made) {
                    for (InetAddress address : card.inetAddresses().toList()) {
                        if (address instanceof Inet4Address && !address.isLinkLocalAddress()) {
                            return address.getHostAddress();
                        }
                    }
                }
            }
        } catch (SocketException e) {
            // without a list of interfaces only loopback is certain
        }
        return "127.0.0.1";
    }

    /** How much of a file system is free, from 0 to 1. */
    public static double freeStorage(Path directory) {
        try {
            var store = Files.getFileStore(existing(directory));
            return store.getTotalSpace() == 0 ? 1 : (double) store.getUsableSpace() / store.getTotalSpace();
        } catch (IOException e) {
            return 1;
        }
    }

    /** How many processes and threads there are, and may be; 0 where that is not known. */
    public record Processes(long running, long most) {}

    public static Processes processes() {
        String[] load = read("/proc/loadavg").split("[ /]");
        String ids = setting("/proc/sys/kernel/pid_max");
        String threads = setting("/proc/sys/kernel/threads-max");
        return load.length < 5 || ids.isEmpty() || threads.isEmpty()
                ? new Processes(0, 0)
                : new Processes(Long.parseLong(load[4]), Math.min(Long.parseLong(ids), Long.parseLong(threads)));
    }

    /** What all processors together have worked, in nanoseconds; 0 where that is not known. */
    public static long processorNanoseconds() {
        String[] times = read("/proc/stat").lines().findFirst().orElse("").split(" +");
        long ticks = 0;
        for (int i = 1; i < times.length && i < 9; i++) {
            boolean idle = i == 4 || i == 5;
            ticks += idle ? 0 : Long.parseLong(times[i]);
        }
        return ticks * 10_000_000;
    }

    /** How much memory programs can still get, in bytes. */
    public static long freeMemory() {
        for (String line : read("/proc/meminfo").lines().toList()) {
            if (line.startsWith("MemAvailable:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return Long.MAX_VALUE;
    }

    private static long storage(Path directory) {
        try {
            return Files.getFileStore(existing(directory)).getTotalSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    private static Path existing(Path directory) {
        Path path = directory.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private static String os(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("mac") ? "darwin" : lower.startsWith("win") ? "windows" : lower;
    }

    private static String architecture(String name) {
        return switch (name) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    private static String image() {
        return read("/etc/os-release")
                .lines()
                .filter(l -> l.startsWith("PRETTY_NAME="))
                .map(l -> l.substring("PRETTY_NAME=".length()).replace("\"", ""))
                .findFirst()
                .orElse(System.getProperty("os.name", ""));
    }

    /** A setting of the kernel: such a file gives all it has to the first read, and the JDK begins with one byte. */
    private static String setting(String file) {
        try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
            String line = reader.readLine();
            return line == null ? "" : line.trim();
        } catch (IOException e) {
            return "";
        }
    }

    private static String read(String file) {
        try {
            Path path = Path.of(file);
            return Files.isReadable(path) ? Files.readString(path).trim() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
