package io.jubernetes.kvstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the parts of the contract share: a store, and short words for what is done with it. */
public interface StoreContract {

    VersionedStore store();

    default long put(String key, String value) {
        return committed(new Txn(List.of(), List.of(new Txn.Put(key, value.getBytes(UTF_8)))));
    }

    default long delete(String key) {
        return committed(new Txn(List.of(), List.of(new Txn.Delete(key))));
    }

    default long committed(Txn txn) {
        CommitResult result = store().commit(txn);
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
        return ((CommitResult.Committed) result).revision();
    }

    default CommitResult.Conflict refused(Txn txn) {
        CommitResult result = store().commit(txn);
        assertThat(result).isInstanceOf(CommitResult.Conflict.class);
        return (CommitResult.Conflict) result;
    }

    default @Nullable String value(String key, long revision) {
        return text(store().get(key, revision));
    }

    default @Nullable String value(String key) {
        return value(key, 0);
    }

    default String list(String prefix, long revision) {
        return text(store().range(new RangeRequest(prefix, "", 0, revision)));
    }

    default RecordingSink watch(String prefix, long after) {
        RecordingSink sink = new RecordingSink();
        store().watch(prefix, after, sink);
        return sink;
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static @Nullable String text(@Nullable KeyValue item) {
        return item == null ? null : new String(item.value(), UTF_8);
    }

    /** A range as text: {@code a=1 b=2}. */
    static String text(RangeResult result) {
        Stream<String> items = result.items().stream().map(item -> item.key() + "=" + text(item));
        return String.join(" ", items.toList());
    }
}
