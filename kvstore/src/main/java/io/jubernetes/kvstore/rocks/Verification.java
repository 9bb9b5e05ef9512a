package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.rocks.Database.Family;
import io.jubernetes.kvstore.rocks.TurnRecord.Kind;
import io.jubernetes.kvstore.rocks.TurnRecord.Step;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/**
 * Walks through a whole store and proves that its parts say the same: every key whose newest version has a value is in
 * {@code current}, and no other; the hashes of the values add up to the one that is kept; the history has no gap, every version
 * that it names is there, and each revision's hash follows from the one before and what changed. Reading checks the checksum of
 * every block. Memory is bounded whatever the size.
 */
final class Verification {

    private static final int SHOWN = 20;

    private final Database database;
    private final Head head;
    private final List<String> problems = new ArrayList<>();
    private long unshown;
    private long keys;
    private long versions;
    private long changes;
    private ContentHash content = ContentHash.EMPTY;

    private Verification(Database database) {
        this.database = database;
        this.head = database.head();
    }

    /** Reads everything once. Nobody may write meanwhile. */
    static StoreReport of(Database database) {
        Verification verification = new Verification(database);
        try (ReadOptions options = new ReadOptions().setFillCache(false)) {
            verification.walkVersions(options);
            verification.walkChanges(options);
        } catch (UncheckedIOException e) {
            verification.problem("cannot be read: " + Database.rootOf(e).getMessage());
        }
        return verification.report();
    }

    private StoreReport report() {
        if (unshown > 0) {
            problems.add("and " + unshown + " more");
        }
        return new StoreReport(head.revision(), head.compacted(), keys, versions, changes, content, problems);
    }

    private void problem(String what) {
        if (problems.size() < SHOWN) {
            problems.add(what);
        } else {
            unshown++;
        }
    }

    private static String name(byte[] key) {
        return "key " + new String(key, UTF_8);
    }

    private void walkVersions(ReadOptions options) {
        byte @Nullable [] last = null;
        try (RocksIterator all = database.iterate(Family.VERSIONS, options);
                RocksIterator current = database.iterate(Family.CURRENT, options)) {
            current.seekToFirst();
            for (all.seekToFirst(); all.isValid(); all.next()) {
                byte[] key = Layout.keyOfVersion(all.key());
                versions++;
                if (Layout.revisionOfVersion(all.key()) > head.revision()) {
                    problem(name(key) + ": a version newer than the store, revision "
                            + Layout.revisionOfVersion(all.key()));
                }
                if (last == null || !Arrays.equals(last, key)) {
                    newest(key, all, current);
                    last = key;
                }
            }
            Reader.check(all);
            lost(current, null);
            Reader.check(current);
        }
        if (!content.equals(head.content())) {
            problem("content hash " + head.content() + ", but the values have " + content);
        }
    }

    /** Compares the newest version of a key with what {@code current} says of it. */
    private void newest(byte[] key, RocksIterator version, RocksIterator current) {
        lost(current, key);
        Long indexed = null;
        if (current.isValid() && Arrays.equals(current.key(), key)) {
            indexed = Layout.createRevision(current.value());
            current.next();
        }
        long created = Layout.createRevisionOfVersion(version.key());
        long revision = Layout.revisionOfVersion(version.key());
        if (created == 0) {
            if (indexed != null) {
                problem(name(key) + ": deleted at revision " + revision + ", but the index has it");
            }
            return;
        }
        keys++;
        content = content.plus(ContentHash.ofContent(key, version.value()).at(revision));
        if (indexed == null) {
            problem(name(key) + ": written at revision " + revision + ", but not in the index");
        } else if (indexed != created) {
            problem(name(key) + ": created at revision " + indexed + " by the index, at " + created
                    + " by its newest version, revision " + revision);
        }
    }

    /** Index entries before a key that no version stands for. */
    private void lost(RocksIterator current, byte @Nullable [] before) {
        while (current.isValid() && (before == null || Arrays.compareUnsigned(current.key(), before) < 0)) {
            problem(name(current.key()) + ": in the index, but without a value");
            current.next();
        }
    }

    private void walkChanges(ReadOptions options) {
        TurnRecord.Revision last = null;
        try (RocksIterator turns = database.iterate(Family.CHANGES, options)) {
            for (turns.seekToFirst(); turns.isValid(); turns.next()) {
                for (TurnRecord.Revision made : TurnRecord.decode(turns.value())) {
                    if (made.revision() >= head.compacted()) {
                        follow(last, made);
                        last = made;
                    }
                }
                if (last != null && Layout.number(turns.key()) != last.revision()) {
                    problem("history: a turn called " + Layout.number(turns.key()) + " ends with " + last.revision());
                }
            }
            Reader.check(turns);
        }
        if (head.revision() > 0
                && (last == null
                        || last.revision() != head.revision()
                        || !last.content().equals(head.content()))) {
            problem("history: it ends with " + (last == null ? "nothing" : last.revision() + " " + last.content())
                    + ", the store with " + head.revision() + " " + head.content());
        }
    }

    /** A revision must follow from the one before; the oldest one that can be read stands for itself. */
    private void follow(TurnRecord.@Nullable Revision before, TurnRecord.Revision made) {
        changes++;
        if (before == null) {
            if (made.revision() > Math.max(1, head.compacted())) {
                problem("history: it begins with " + made.revision() + ", the store with " + head.compacted());
            }
            if (made.revision() == head.compacted()) {
                return;
            }
        } else if (made.revision() != before.revision() + 1) {
            problem("history: " + made.revision() + " follows " + before.revision());
            return;
        }
        ContentHash hash = before == null ? ContentHash.EMPTY : before.content();
        for (Step step : made.steps()) {
            hash = hash.plus(written(made.revision(), step)).minus(replaced(made.revision(), step));
        }
        if (!hash.equals(made.content())) {
            problem("history: revision " + made.revision() + " has content hash " + made.content()
                    + ", but it follows from its changes as " + hash);
        }
    }

    private ContentHash written(long revision, Step step) {
        long created = switch (step.kind()) {
            case CREATE -> revision;
            case OVERWRITE -> step.replacedCreate();
            case DELETE -> 0;
        };
        return version(revision, step.key(), revision, created);
    }

    private ContentHash replaced(long revision, Step step) {
        return step.kind() == Kind.CREATE
                ? ContentHash.EMPTY
                : version(revision, step.key(), step.replaced(), step.replacedCreate());
    }

    private ContentHash version(long told, byte[] key, long revision, long created) {
        byte[] value = database.get(Family.VERSIONS, Layout.versionKey(key, revision, created));
        if (value == null) {
            problem("history: revision " + told + " names a version that is missing, " + name(key) + " revision "
                    + revision);
            return ContentHash.EMPTY;
        }
        return created == 0
                ? ContentHash.EMPTY
                : ContentHash.ofContent(key, value).at(revision);
    }
}
