package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.ReadOptions;
import org.rocksdb.Slice;

/**
 * One sweep over the versions of neighbouring keys. The newest version of a key comes first, so the first one that is not newer than
 * the revision asked for is the one, and the rest of the key is passed over:
 *
 * <pre>
 *   a@9  a@4  a@1   b@7   c@8 (deleted)  c@3   …        at revision 5:  a@4, no b, c@3
 * </pre>
 */
final class Sweep implements AutoCloseable {

    /** So many versions are stepped over one by one; where there are more, seeking is faster. */
    private static final int STEPS = 8;

    /** With so many items it is a large sweep. */
    private static final int MANY = 100;

    private final long revision;
    private final Slice end;
    private final ReadOptions options;
    private final VersionCursor versions;
    private final List<KeyValue> found = new ArrayList<>();

    /** @param end the first place that is not swept any more */
    Sweep(View view, byte[] end, long revision) {
        this.revision = revision;
        this.end = new Slice(end);
        this.options = view.options().setIterateUpperBound(this.end);
        this.versions = new VersionCursor(view, options);
    }

    void seek(byte[] place) {
        versions.seek(place);
    }

    /** Whether there is something to take; if not, it may have failed. */
    boolean goesOn() {
        if (!versions.isValid()) {
            versions.check();
        }
        return versions.isValid();
    }

    boolean isBefore(byte[] key) {
        return versions.isBefore(key);
    }

    /** The key that is taken next. */
    byte[] key() {
        return versions.key();
    }

    /** Takes what the key under the cursor held, and moves behind the key. */
    void take() {
        if (versions.revision() > revision) {
            versions.seek(Layout.versionAt(versions.key(), revision));
            if (!versions.isOfSameKey()) {
                return;
            }
        }
        KeyValue item = versions.item();
        if (item != null) {
            found.add(item);
            if (found.size() == MANY) {
                versions.expectMany();
            }
        }
        pass();
    }

    private void pass() {
        for (int i = 0; i < STEPS; i++) {
            versions.next();
            if (!versions.isOfSameKey()) {
                return;
            }
        }
        versions.seek(Layout.behindVersions(versions.key()));
    }

    /** What was taken so far. */
    List<KeyValue> found() {
        return found;
    }

    ReadOptions options() {
        return options;
    }

    @Override
    public void close() {
        versions.close();
        options.close();
        end.close();
    }
}
