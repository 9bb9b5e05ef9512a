package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What the revisions of one turn changed: the value of a {@code changes} entry. It names versions and holds no values. */
final class TurnRecord {

    /** What a change did. The numbers are on disk. */
    enum Kind {
        CREATE,
        OVERWRITE,
        DELETE;

        private static final Kind[] ALL = values();
    }

    /** One revision. @param content the hash of all that the store holds after it */
    record Revision(long revision, ContentHash content, List<Step> steps) {}

    /**
     * One change of one key.
     *
     * @param replaced the revision that wrote what was there before; 0 when there was nothing
     * @param replacedCreate the create revision of that
     */
    record Step(Kind kind, byte[] key, long replaced, long replacedCreate) {}

    private static final int REVISION_BYTES = 3 * Long.BYTES + Integer.BYTES;
    private static final int STEP_BYTES = 1 + Integer.BYTES + 2 * Long.BYTES;

    private ByteBuffer buffer = ByteBuffer.allocate(512);

    /** Begins a revision; its steps follow. */
    void revision(long revision, ContentHash content, int steps) {
        room(REVISION_BYTES);
        buffer.putLong(revision).putLong(content.high()).putLong(content.low()).putInt(steps);
    }

    void step(Event event, byte[] key) {
        KeyValue previous = event.previous();
        Kind kind = switch (event) {
            case Event.Delete _ -> Kind.DELETE;
            case Event.Put _ -> previous == null ? Kind.CREATE : Kind.OVERWRITE;
        };
        room(STEP_BYTES + key.length);
        buffer.put((byte) kind.ordinal()).putInt(key.length).put(key);
        buffer.putLong(previous == null ? 0 : previous.modRevision());
        buffer.putLong(previous == null ? 0 : previous.createRevision());
    }

    byte[] encoded() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            int size = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
            buffer = ByteBuffer.allocate(size).put(buffer.flip());
        }
    }

    /** The revisions of a turn, the oldest first. */
    static List<Revision> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        List<Revision> revisions = new ArrayList<>();
        while (in.hasRemaining()) {
            long revision = in.getLong();
            ContentHash content = new ContentHash(in.getLong(), in.getLong());
            int count = in.getInt();
            List<Step> steps = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                steps.add(step(in));
            }
            revisions.add(new Revision(revision, content, steps));
        }
        return revisions;
    }

    private static Step step(ByteBuffer in) {
        Kind kind = Kind.ALL[in.get()];
        byte[] key = new byte[in.getInt()];
        in.get(key);
        return new Step(kind, key, in.getLong(), in.getLong());
    }
}
