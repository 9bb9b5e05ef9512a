package io.jubernetes.bench.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system and the JVM say of the process that is measured. */
public final class ServerProcess {

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final double TICKS = 100;

    private final String id;

    public ServerProcess(String id) {
        this.id = id;
    }

    /** Seconds of CPU that it has used. */
    public double cpu() throws IOException {
        String line = Files.readString(Path.of("/proc", id, "stat"));
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
    }

    public double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", id, "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElse(0)
                / 1024.0;
    }

    /** Heap that is in use after a full collection. */
    public double liveMegabytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        Matcher used = USED.matcher(jcmd("GC.heap_info"));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        return sum / 1024.0;
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process process = new ProcessBuilder(program, id, command).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }
}
