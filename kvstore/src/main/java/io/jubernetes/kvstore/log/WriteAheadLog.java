package io.jubernetes.kvstore.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The log. One thread places records, which may fail for want of room and can be taken back; the same or another one writes them
 * where they were placed, which makes them durable. A write that failed may be tried again as it was, with more behind it.
 */
public final class WriteAheadLog implements AutoCloseable {

    /** With so many segments those that are free are not kept: it is what is in use while memory goes into tables. */
    private static final int KEPT = 10;

    private static final String PREFIX = "turns-";
    private static final String SUFFIX = ".log";

    private final Path directory;
    private final long segmentBytes;
    private final boolean sync;
    private final LongSupplier settled;
    private final RecordWriter writer = new RecordWriter();

    /** Those with records that matter, the oldest first; records go into the last one. */
    private final ArrayDeque<Segment> used = new ArrayDeque<>();

    private final ArrayDeque<Segment> free = new ArrayDeque<>();
    private int made;

    /** What was written last, when nobody waited for the disk: it must be there before the next segment is. */
    private @Nullable Segment unsynced;

    /** The newest sequence that was written. */
    private volatile long durable;

    /** What a start reads. */
    @FunctionalInterface
    public interface Listener {
        void record(byte[] bytes) throws IOException;
    }

    private WriteAheadLog(Path directory, long segmentBytes, boolean sync, LongSupplier settled) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.sync = sync;
        this.settled = settled;
    }

    /**
     * Opens the log of a directory to write to it. What it holds must have been read, and be durable elsewhere: it is deleted.
     * Behind a torn record there may be whole ones with sequences that are given out again, and a record that took the torn one's
     * place would lead to them.
     *
     * @param segmentBytes when a segment has this much the next one is begun
     * @param sync whether a write waits for the disk
     * @param settled up to which sequence everything is durable elsewhere
     */
    public static WriteAheadLog open(Path directory, long segmentBytes, boolean sync, LongSupplier settled)
            throws IOException {
        for (Path file : files(directory)) {
            Files.delete(file);
        }
        return new WriteAheadLog(directory, segmentBytes, sync, settled);
    }

    /**
     * Reads what the log of a directory holds.
     *
     * @param after the newest sequence that is not needed any more
     * @param listener is told the records after that one, in their order, up to the first that is torn
     * @return the newest sequence that there is, or that was not needed
     * @throws IOException also when records are missing that others follow
     */
    public static long read(Path directory, long after, Listener listener) throws IOException {
        return new Replay(after, listener).of(files(directory));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(WriteAheadLog::isSegment).toList();
        }
    }

    private static boolean isSegment(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /**
     * Gives a record its place.
     *
     * @param sequence follows the one of the record that was placed last
     * @throws IOException when there is no room for it; then nothing changed
     */
    public LogEntry place(long sequence, byte[] bytes) throws IOException {
        Segment segment = used.peekLast();
        if (segment == null || segment.isFull()) {
            segment = next();
            used.add(segment);
        }
        return segment.place(sequence, bytes);
    }

    /** Takes the place of the record that was placed last back. It must not have been written. */
    public void retract(LogEntry entry) {
        entry.segment().retract(entry);
    }

    private Segment next() throws IOException {
        release();
        trim(KEPT);
        Segment again = free.poll();
        return again == null ? make() : again.rewound();
    }

    /** Gives back all the room that is not in use; called by the one who places records. */
    public void trim() throws IOException {
        release();
        trim(0);
    }

    private void release() {
        // what waits to be written is not to meet what is placed there next
        long done = Math.min(settled.getAsLong(), durable);
        while (used.size() > 1 && used.getFirst().last() <= done) {
            free.add(used.remove());
        }
    }

    private void trim(int kept) throws IOException {
        while (!free.isEmpty() && used.size() + free.size() > kept) {
            free.removeLast().delete();
        }
    }

    private Segment make() throws IOException {
        made++;
        return new Segment(directory.resolve(PREFIX + made + SUFFIX), segmentBytes);
    }

    /**
     * Writes records and makes them durable; one thread at a time.
     *
     * @param entries in the order in which they were placed, all that are not durable yet
     * @throws IOException when that is not known of any of them
     */
    public void write(List<LogEntry> entries) throws IOException {
        List<LogEntry> run = new ArrayList<>(entries.size());
        for (LogEntry entry : entries) {
            if (!run.isEmpty() && run.getLast().segment() != entry.segment()) {
                writeRun(run);
                run.clear();
            }
            run.add(entry);
        }
        writeRun(run);
    }

    private void writeRun(List<LogEntry> run) throws IOException {
        Segment segment = run.getFirst().segment();
        if (unsynced != null && unsynced != segment) {
            unsynced.sync();
        }
        unsynced = segment;
        writer.write(run);
        if (sync) {
            segment.sync();
            unsynced = null;
        }
        durable = run.getLast().sequence();
    }

    @Override
    public void close() throws IOException {
        for (Segment segment : used) {
            segment.close();
        }
        for (Segment segment : free) {
            segment.close();
        }
    }
}
