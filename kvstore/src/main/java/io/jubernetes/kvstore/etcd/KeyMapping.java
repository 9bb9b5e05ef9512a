package io.jubernetes.kvstore.etcd;

import com.google.protobuf.ByteString;
import io.jubernetes.kvstore.Keys;

/**
 * Where the store's keys lie in etcd: what all of them begin with, and what stands there instead.
 *
 * @param inStore what every key of the store begins with; "" means nothing
 * @param inEtcd what stands in its place in etcd
 */
public record KeyMapping(String inStore, String inEtcd) {

    /** Keys are the same on both sides. */
    public static final KeyMapping SAME = new KeyMapping("", "");

    /** What etcd takes for "from the first key", and for "to the last". */
    static final ByteString ANY = ByteString.copyFrom(new byte[] {0});

    public KeyMapping {
        Keys.requireText(inStore);
        Keys.requireText(inEtcd);
    }

    /** The key in etcd of a key of the store. */
    ByteString toEtcd(String key) {
        if (!key.startsWith(inStore)) {
            throw new IllegalArgumentException("key: " + key + " (expected: " + inStore + "…)");
        }
        return ByteString.copyFromUtf8(inEtcd + key.substring(inStore.length()));
    }

    /** Where the keys with a prefix begin in etcd. */
    ByteString start(String prefix) {
        ByteString start = inStore.startsWith(prefix) ? ByteString.copyFromUtf8(inEtcd) : toEtcd(prefix);
        return start.isEmpty() ? ANY : start;
    }

    /** The first key in etcd behind those with a prefix. */
    ByteString end(String prefix) {
        String text = inStore.startsWith(prefix) ? inEtcd : inEtcd + prefix.substring(inStore.length());
        String end = Keys.prefixEnd(text);
        return end == null ? ANY : ByteString.copyFromUtf8(end);
    }

    /** Whether a key in etcd is one of ours. */
    boolean holds(ByteString key) {
        return key.size() > inEtcdBytes().size() && key.startsWith(inEtcdBytes());
    }

    /** The key in the store of a key in etcd that is one of ours. */
    String toStore(ByteString key) {
        return inStore + key.substring(inEtcdBytes().size()).toStringUtf8();
    }

    private ByteString inEtcdBytes() {
        return ByteString.copyFromUtf8(inEtcd);
    }
}
