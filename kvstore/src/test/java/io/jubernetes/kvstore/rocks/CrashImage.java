package io.jubernetes.kvstore.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a store that is written to, as they were at one moment, and what had been acknowledged some writes earlier. What the
 * newest log got since may be lost when the machine stops, in any order and in part.
 *
 * @param promises what was acknowledged before the log reached {@code synced}
 * @param log the newest log's name
 * @param synced everything promised lies before this place of that log
 * @param end where the log's records end
 */
record CrashImage(Promises promises, Map<String, byte[]> files, String log, int synced, int end) {

    private static final int PAGE = 4 << 10;

    /** What happens to the end of the log. */
    enum Damage {
        NONE,
        CUT,
        ZEROES,
        GARBAGE,
        ONE_BYTE,
        PAGES,
        OLD_PAGES
    }

    /**
     * Copies the files of a store.
     *
     * @param more waits until more was written
     * @return null when files came or went meanwhile, so that the copy is of no one moment
     */
    static @Nullable CrashImage of(Path home, Promises promises, Runnable more) throws IOException {
        List<Path> before = list(home);
        Promises then = promises.copy();
        Path log = newestLog(before);
        try {
            int synced = LogTail.end(log, Files.readAllBytes(log));
            more.run();
            Map<String, byte[]> files = new LinkedHashMap<>();
            for (Path file : before) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
            String name = log.getFileName().toString();
            int end = LogTail.end(log, bytes(files, name));
            return list(home).equals(before) ? new CrashImage(then, files, name, synced, end) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static byte[] bytes(Map<String, byte[]> files, String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    private static List<Path> list(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("LO"))
                    .sorted()
                    .toList();
        }
    }

    private static Path newestLog(List<Path> files) {
        return files.stream()
                .filter(file -> file.toString().endsWith(".log"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    /** Writes the files down, with the end of the log damaged. @param before what the disk may have had where the log is now */
    void write(Path directory, Damage damage, Random random, byte[] before) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] bytes = file.getKey().equals(log) ? damaged(damage, random, before) : file.getValue();
            Files.write(directory.resolve(file.getKey()), bytes);
        }
    }

    byte[] logBytes() {
        return bytes(files, log);
    }

    private byte[] damaged(Damage damage, Random random, byte[] before) {
        byte[] bytes = logBytes().clone();
        int from = synced + random.nextInt(end - synced + 1);
        byte[] garbage = new byte[bytes.length];
        random.nextBytes(garbage);
        switch (damage) {
            case NONE -> {}
            case CUT -> {
                return Arrays.copyOf(bytes, from);
            }
            case ZEROES -> Arrays.fill(bytes, from, bytes.length, (byte) 0);
            case GARBAGE -> System.arraycopy(garbage, from, bytes, from, bytes.length - from);
            case ONE_BYTE -> bytes[Math.min(from, bytes.length - 1)] ^= from < end ? (byte) 0x40 : 0;
            case PAGES -> losePages(bytes, new byte[bytes.length], random);
            case OLD_PAGES -> losePages(bytes, Arrays.copyOf(before, bytes.length), random);
        }
        return bytes;
    }

    /** Pages reach the disk in any order: what was synced is there, of the rest some pages are and some are not. */
    private void losePages(byte[] bytes, byte[] instead, Random random) {
        for (int page = synced / PAGE * PAGE; page < end; page += PAGE) {
            if (random.nextBoolean()) {
                int from = Math.max(page, synced);
                int to = Math.min(page + PAGE, bytes.length);
                System.arraycopy(instead, from, bytes, from, to - from);
            }
        }
    }

    /** Sizes by name, for messages. */
    @Override
    public String toString() {
        Map<String, Integer> sizes = new TreeMap<>();
        files.forEach((name, bytes) -> sizes.put(name, bytes.length));
        return "image of " + sizes + ", log " + log + " synced to " + synced + " of " + end;
    }
}
