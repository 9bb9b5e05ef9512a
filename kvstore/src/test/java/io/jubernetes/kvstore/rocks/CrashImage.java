package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.log.LogTail;
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
 * @param old the segments of the log as they were then
 * @param log the name of the segment that is written to
 * @param synced everything promised lies before this place of that segment, or in older ones
 * @param end where its records end
 */
record CrashImage(
        Promises promises, Map<String, byte[]> files, Map<String, byte[]> old, String log, int synced, int end) {

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
     * @return null when files came or went meanwhile, or another segment was begun, so that the copy is of no one moment
     */
    static @Nullable CrashImage of(Path home, Promises promises, Runnable more) throws IOException {
        Promises then = promises.copy();
        try {
            Map<String, byte[]> old = segments(read(home));
            LogTail synced = LogTail.of(old);
            more.run();
            LogTail before = LogTail.of(segments(read(home)));
            Map<String, byte[]> files = read(home);
            LogTail tail = LogTail.of(segments(files));
            LogTail after = LogTail.of(segments(read(home)));
            // a segment is begun when all that lies in the one before is synced
            int from = synced.file().equals(tail.file()) ? synced.end() : 0;
            boolean oneMoment = before.file().equals(tail.file())
                    && after.file().equals(tail.file())
                    && list(home).equals(List.copyOf(files.keySet()));
            return oneMoment ? new CrashImage(then, files, old, tail.file(), from, tail.end()) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static Map<String, byte[]> read(Path home) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : list(home)) {
            files.put(name, Files.readAllBytes(home.resolve(name)));
        }
        return files;
    }

    private static Map<String, byte[]> segments(Map<String, byte[]> files) {
        Map<String, byte[]> segments = new TreeMap<>(files);
        segments.keySet().removeIf(name -> !name.startsWith("turns-"));
        return segments;
    }

    private static List<String> list(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("LO"))
                    .sorted()
                    .toList();
        }
    }

    /** Writes the files down, with the end of the log damaged. */
    void write(Path directory, Damage damage, Random random) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] bytes = file.getKey().equals(log) ? damaged(damage, random) : file.getValue();
            Files.write(directory.resolve(file.getKey()), bytes);
        }
    }

    private byte[] damaged(Damage damage, Random random) {
        byte[] bytes = files.getOrDefault(log, new byte[0]).clone();
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
            case OLD_PAGES -> losePages(bytes, Arrays.copyOf(old.getOrDefault(log, new byte[0]), bytes.length), random);
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
