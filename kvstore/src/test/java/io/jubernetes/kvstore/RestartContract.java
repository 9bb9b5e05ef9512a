package io.jubernetes.kvstore;

import static io.jubernetes.kvstore.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Stores that keep what they hold when their process ends. */
public interface RestartContract extends StoreContract {

    /** Ends what holds the data, as hard as this test can, and starts it again; {@link #store} is open afterwards. */
    void restart();

    @Test
    default void theRevisionDoesNotGoBack() {
        long last = 0;
        for (int i = 0; i < 3; i++) {
            last = put("a", "x" + i);
            restart();
            assertThat(store().revision()).isEqualTo(last);
        }
        assertThat(put("a", "y")).isEqualTo(last + 1);
    }

    @Test
    default void noSingleWriteIsLost() {
        for (int i = 1; i <= 20; i++) {
            put("k" + i % 7, "x" + i);
            if (i % 5 == 0) {
                restart();
            }
            assertThat(value("k" + i % 7)).isEqualTo("x" + i);
        }
        assertThat(watch("", 0).revisions()).hasSize(20);
        for (int i = 1; i <= 20; i++) {
            assertThat(value("k" + i % 7, i)).isEqualTo("x" + i);
        }
    }

    @Test
    default void aDeleteStaysDone() {
        put("a", "1");
        put("b", "2");
        delete("a");
        restart();
        assertThat(value("a")).isNull();
        assertThat(list("", 2)).isEqualTo("a=1 b=2");
        assertThat(watch("", 2).told()).containsExactly("-a<1");
    }

    @Test
    default void compactionStaysDone() {
        put("a", "1");
        put("a", "2");
        put("a", "3");
        store().compact(2);
        restart();
        assertThat(store().compactedRevision()).isEqualTo(2);
        assertThatThrownBy(() -> value("a", 1)).isInstanceOf(CompactedException.class);
        assertThat(value("a", 2)).isEqualTo("2");
        assertThat(watch("", 2).told()).containsExactly("~a=3<2");
    }

    @Test
    default void comparisonsHoldAcrossIt() {
        long seen = put("a", "1");
        restart();
        refused(Txn.create("a", bytes("2")));
        assertThat(committed(Txn.update("a", seen, bytes("2")))).isEqualTo(2);
        assertThat(store().get("a")).extracting("createRevision", "modRevision").containsExactly(1L, 2L);
    }
}
