package io.jubernetes.kvstore.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The segment of a log that was written last, and where its records end. The file goes on: with zeros, or with what it held before.
 *
 * @param newest the sequence of its newest record
 */
public record LogTail(String file, long newest, int end) {

    /** @param segments contents by name */
    public static LogTail of(Map<String, byte[]> segments) throws IOException {
        LogTail tail = null;
        for (Map.Entry<String, byte[]> segment : segments.entrySet()) {
            LogTail other = of(segment.getKey(), segment.getValue());
            tail = tail == null || other.newest() > tail.newest() ? other : tail;
        }
        if (tail == null) {
            throw new NoSuchElementException("no segment");
        }
        return tail;
    }

    private static LogTail of(String file, byte[] bytes) throws IOException {
        try (RecordReader reader = new RecordReader(new ByteArrayInputStream(bytes), bytes.length)) {
            long newest = 0;
            for (RecordReader.Found found = reader.next(); found != null; found = reader.next()) {
                newest = found.sequence();
            }
            return new LogTail(file, newest, Math.toIntExact(reader.end()));
        }
    }
}
