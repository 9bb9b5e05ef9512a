package io.jubernetes.kvstore;

import java.util.HashSet;
import java.util.List;

/**
 * A multi-key transaction: if all comparisons hold, all operations happen at one revision; else none does. A key stands in at
 * most one operation; {@link Keys#requireKey} says what a key may be.
 *
 * <p>Values are not copied: whoever made the transaction leaves them alone from then on.
 *
 * @param makesRoom whether its puts are steps of a deletion (an object is marked as being deleted, or loses a finalizer): a store
 *     that is nearly full takes them as it takes deletes
 */
public record Txn(List<Compare> compares, List<Op> ops, boolean makesRoom) {

    public Txn {
        compares = List.copyOf(compares);
        ops = List.copyOf(ops);
        requireDistinct(ops);
    }

    public Txn(List<Compare> compares, List<Op> ops) {
        this(compares, ops, false);
    }

    /** The same transaction as a step of a deletion. */
    public Txn asStepOfDeletion() {
        return new Txn(compares, ops, true);
    }

    private static void requireDistinct(List<Op> ops) {
        if (ops.size() < 2) {
            return;
        }
        HashSet<String> seen = new HashSet<>();
        for (Op op : ops) {
            if (!seen.add(op.key())) {
                throw new IllegalArgumentException("key: " + op.key() + " (expected: in one operation only)");
            }
        }
    }

    /** Holds when the key was last written at {@code modRevision}; 0 means that it must not exist. */
    public record Compare(String key, long modRevision) {
        public Compare {
            Keys.requireKey(key);
        }
    }

    /** One change. */
    public sealed interface Op {
        String key();
    }

    /** Sets the key to the value, whether or not it existed. */
    public record Put(String key, byte[] value) implements Op {
        public Put {
            Keys.requireKey(key);
        }
    }

    /** Removes the key; without effect when it does not exist. */
    public record Delete(String key) implements Op {
        public Delete {
            Keys.requireKey(key);
        }
    }

    /** Creates a key that must not exist yet. */
    public static Txn create(String key, byte[] value) {
        return new Txn(List.of(new Compare(key, 0)), List.of(new Put(key, value)));
    }

    /** Replaces a value that must still be the one written at {@code modRevision}. */
    public static Txn update(String key, long modRevision, byte[] value) {
        return new Txn(List.of(new Compare(key, modRevision)), List.of(new Put(key, value)));
    }

    /** Deletes a key that must still be the one written at {@code modRevision}. */
    public static Txn delete(String key, long modRevision) {
        return new Txn(List.of(new Compare(key, modRevision)), List.of(new Delete(key)));
    }
}
