package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.storage.StoredObject;
import io.jubernetes.apiserver.watchcache.CachedObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a resource is served of objects that may lie in another of its versions. Safe for use by several threads; whoever calls it
 * must be able to wait, as somebody else may do the conversion.
 */
public interface Versions {

    /** The objects as clients of this version get them; those that lie so already are given as they are. */
    List<CachedObject> served(List<CachedObject> stored);

    /** The bytes of an object of this version, without a revision: those to store, and those for its clients. */
    Encoded encode(ObjectNode served);

    /** The bytes of an object. @param stored the same as {@code served} when it is served in the version that is stored */
    record Encoded(byte[] stored, byte[] served) {

        public static Encoded same(byte[] bytes) {
            return new Encoded(bytes, bytes);
        }
    }

    /** Whether writing the object again, unchanged, would store the same. */
    boolean isCurrent(CachedObject stored);

    /** What the index of the cache calls a field that clients may select by; null when they may not. */
    @Nullable
    String indexed(String label);

    /** Whether fields of objects of this version may have other values, or stand elsewhere, than in the bytes that lie there. */
    default boolean mayDiffer() {
        return false;
    }

    /** What the rules of the kind are held against: objects in the version that has them. None is changed. */
    default Judged judged(ObjectNode next, @Nullable ObjectNode previous) {
        return new Judged(next, previous);
    }

    /** @param previous what an update changes; null for a new object */
    record Judged(ObjectNode next, @Nullable ObjectNode previous) {}

    /** One object as clients of this version get it. */
    default CachedObject served(CachedObject stored) {
        return served(List.of(stored)).getFirst();
    }

    /** A single version: everything is what it is. */
    Versions SINGLE = new Versions() {
        @Override
        public List<CachedObject> served(List<CachedObject> stored) {
            return stored;
        }

        @Override
        public CachedObject served(CachedObject stored) {
            return stored;
        }

        @Override
        public Encoded encode(ObjectNode served) {
            return Encoded.same(StoredObject.encode(served));
        }

        @Override
        public boolean isCurrent(CachedObject stored) {
            return true;
        }

        @Override
        public String indexed(String label) {
            return label;
        }
    };
}
