package io.jubernetes.kvstore.log;

/** A record and the place that it was given. What it holds is shared, and must not change. */
public final class LogEntry {

    private final Segment segment;
    private final long position;
    private final long sequence;
    private final byte[] bytes;

    LogEntry(Segment segment, long position, long sequence, byte[] bytes) {
        this.segment = segment;
        this.position = position;
        this.sequence = sequence;
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }

    long sequence() {
        return sequence;
    }

    Segment segment() {
        return segment;
    }

    long position() {
        return position;
    }
}
