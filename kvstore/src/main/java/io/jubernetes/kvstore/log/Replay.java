package io.jubernetes.kvstore.log;

import io.jubernetes.kvstore.log.RecordReader.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads a log from the oldest segment that still matters on. */
final class Replay {

    /** A segment that has records. */
    private record Start(Path file, long first) {}

    private final WriteAheadLog.Listener listener;
    private long next;

    /** @param after the newest sequence that is not needed any more */
    Replay(long after, WriteAheadLog.Listener listener) {
        this.next = after + 1;
        this.listener = listener;
    }

    /** @return the newest sequence that there is, or that was not needed */
    long of(List<Path> files) throws IOException {
        List<Start> starts = starts(files);
        for (int i = 0; i < starts.size(); i++) {
            boolean behind = i + 1 < starts.size() && starts.get(i + 1).first() <= next;
            if (!behind) {
                tell(starts.get(i));
            }
        }
        return next - 1;
    }

    private static List<Start> starts(List<Path> files) throws IOException {
        List<Start> starts = new ArrayList<>();
        for (Path file : files) {
            try (RecordReader reader = RecordReader.of(file)) {
                Found first = reader.next();
                if (first != null) {
                    starts.add(new Start(file, first.sequence()));
                }
            }
        }
        starts.sort(Comparator.comparingLong(Start::first));
        return starts;
    }

    private void tell(Start start) throws IOException {
        if (start.first() > next) {
            throw new IOException("log " + start.file() + ": it begins with record " + start.first() + " (expected: <= "
                    + next + "; what comes before is damaged or missing)");
        }
        try (RecordReader reader = RecordReader.of(start.file())) {
            for (Found found = reader.next(); found != null; found = reader.next()) {
                if (found.sequence() == next) {
                    listener.record(found.bytes());
                    next++;
                }
            }
        }
    }
}
