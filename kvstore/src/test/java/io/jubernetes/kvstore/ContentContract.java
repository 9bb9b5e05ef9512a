package io.jubernetes.kvstore;

import static io.jubernetes.kvstore.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.Txn.Delete;
import io.jubernetes.kvstore.Txn.Put;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hash of the content: what it is the sum of, and at which revisions it is known. */
public interface ContentContract extends StoreContract {

    private ContentHash sumOf(long revision) {
        ContentHash sum = ContentHash.EMPTY;
        for (KeyValue item :
                store().range(new RangeRequest("", "", 0, revision)).items()) {
            sum = sum.plus(ContentHash.of(item));
        }
        return sum;
    }

    @Test
    default void theHashIsTheSumOfTheItemsAtEveryRevision() {
        assertThat(store().contentHash(0)).isEqualTo(ContentHash.EMPTY);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            String key = "key" + random.nextInt(20);
            if (random.nextInt(4) == 0) {
                delete(key);
            } else {
                put(key, "v".repeat(random.nextInt(100)) + i);
            }
        }
        for (long revision = 1; revision <= store().revision(); revision++) {
            assertThat(store().contentHash(revision)).isEqualTo(sumOf(revision));
        }
        assertThat(store().contentHash(0)).isEqualTo(store().contentHash(store().revision()));
    }

    @Test
    default void aTransactionMovesTheHashOnce() {
        put("a", "1");
        committed(new Txn(List.of(), List.of(new Put("b", bytes("2")), new Delete("a"), new Put("c", bytes("2")))));
        assertThat(store().contentHash(2)).isEqualTo(sumOf(2));
        assertThat(store().contentHash(1)).isEqualTo(sumOf(1));
    }

    @Test
    default void anEmptiedStoreHasTheHashOfAnEmptyOne() {
        put("a", "1");
        put("a", "2");
        delete("a");
        assertThat(store().contentHash(0)).isEqualTo(ContentHash.EMPTY);
    }

    @Test
    default void theSameValueWrittenAgainIsAnotherContent() {
        put("a", "1");
        put("a", "1");
        assertThat(store().contentHash(2)).isNotEqualTo(store().contentHash(1));
    }

    @Test
    default void theHashIsKnownAsLongAsTheRevision() {
        for (int i = 0; i < 10; i++) {
            put("a", "1" + i);
        }
        ContentHash then = store().contentHash(6);
        store().compact(6);
        assertThat(store().contentHash(6)).isEqualTo(then).isEqualTo(sumOf(6));
        assertThatThrownBy(() -> store().contentHash(5)).isInstanceOf(CompactedException.class);
        assertThatThrownBy(() -> store().contentHash(11)).isInstanceOf(FutureRevisionException.class);
        put("a", "2");
        assertThat(store().contentHash(11)).isEqualTo(sumOf(11));
    }
}
