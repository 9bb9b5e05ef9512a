package io.jubernetes.kvstore;

import static io.jubernetes.kvstore.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.Txn.Compare;
import io.jubernetes.kvstore.Txn.Delete;
import io.jubernetes.kvstore.Txn.Put;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes: who wins, and at which revision. */
public interface CommitContract extends StoreContract {

    @Test
    default void anEmptyStoreIsAtRevisionZero() {
        assertThat(store().revision()).isZero();
        assertThat(store().compactedRevision()).isZero();
        assertThat(value("a")).isNull();
    }

    @Test
    default void everyCommitTakesTheNextRevision() {
        assertThat(put("a", "1")).isEqualTo(1);
        assertThat(put("b", "1")).isEqualTo(2);
        assertThat(delete("a")).isEqualTo(3);
        assertThat(store().revision()).isEqualTo(3);
    }

    @Test
    default void aKeyRemembersItsCreationAndItsLastWrite() {
        put("a", "1");
        put("b", "1");
        put("a", "2");
        KeyValue found = store().get("a");
        assertThat(found).extracting("createRevision", "modRevision").containsExactly(1L, 3L);
    }

    @Test
    default void aKeyCreatedAgainStartsANewLife() {
        put("a", "1");
        delete("a");
        put("a", "2");
        assertThat(store().get("a")).extracting("createRevision", "modRevision").containsExactly(3L, 3L);
    }

    @Test
    default void createIsRefusedWhenTheKeyExists() {
        put("a", "1");
        CommitResult.Conflict conflict = refused(Txn.create("a", bytes("2")));
        assertThat(conflict.key()).isEqualTo("a");
        assertThat(StoreContract.text(conflict.current())).isEqualTo("1");
        assertThat(value("a")).isEqualTo("1");
        assertThat(store().revision()).isEqualTo(1);
    }

    @Test
    default void updateIsRefusedWhenTheKeyWasWrittenSince() {
        long seen = put("a", "1");
        put("a", "2");
        assertThat(StoreContract.text(refused(Txn.update("a", seen, bytes("3"))).current()))
                .isEqualTo("2");
    }

    @Test
    default void updateOfAMissingKeySaysThatItIsMissing() {
        long seen = put("a", "1");
        delete("a");
        assertThat(refused(Txn.update("a", seen, bytes("2"))).current()).isNull();
    }

    @Test
    default void updateWithTheSeenRevisionSucceeds() {
        long seen = put("a", "1");
        assertThat(committed(Txn.update("a", seen, bytes("2")))).isEqualTo(2);
        assertThat(value("a")).isEqualTo("2");
    }

    @Test
    default void conditionalDeleteIsRefusedWhenTheKeyWasWrittenSince() {
        long seen = put("a", "1");
        put("a", "2");
        refused(Txn.delete("a", seen));
        assertThat(value("a")).isEqualTo("2");
        assertThat(committed(Txn.delete("a", 2))).isEqualTo(3);
        assertThat(value("a")).isNull();
    }

    @Test
    default void deleteOfAMissingKeyTakesNoRevision() {
        put("a", "1");
        assertThat(delete("b")).isEqualTo(1);
        assertThat(store().revision()).isEqualTo(1);
    }

    @Test
    default void aTransactionWithoutOperationsOnlyCompares() {
        put("a", "1");
        assertThat(committed(new Txn(List.of(new Compare("a", 1)), List.of()))).isEqualTo(1);
        refused(new Txn(List.of(new Compare("a", 7)), List.of()));
    }

    @Test
    default void allOperationsOfATransactionShareOneRevision() {
        put("c", "1");
        Txn txn = new Txn(List.of(), List.of(new Put("b", bytes("1")), new Put("a", bytes("1")), new Delete("c")));
        assertThat(committed(txn)).isEqualTo(2);
        assertThat(list("", 0)).isEqualTo("a=1 b=1");
        assertThat(store().get("a")).extracting("modRevision").isEqualTo(2L);
        assertThat(store().get("b")).extracting("modRevision").isEqualTo(2L);
    }

    @Test
    default void oneFailedComparisonKeepsAllOperationsFromHappening() {
        put("a", "1");
        Txn txn = new Txn(
                List.of(new Compare("a", 1), new Compare("b", 5)),
                List.of(new Put("a", bytes("2")), new Put("c", bytes("2"))));
        assertThat(refused(txn).key()).isEqualTo("b");
        assertThat(list("", 0)).isEqualTo("a=1");
    }

    @Test
    default void theFirstFailedComparisonIsReported() {
        put("a", "1");
        assertThat(refused(new Txn(List.of(new Compare("b", 2), new Compare("a", 9)), List.of()))
                        .key())
                .isEqualTo("b");
    }

    @Test
    default void aKeyStandsInOneOperationOnly() {
        assertThatThrownBy(() -> new Txn(List.of(), List.of(new Put("a", bytes("1")), new Delete("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key: a");
    }

    @Test
    default void keysThatHaveNoPlaceInAStoreAreRefused() {
        for (String key : List.of("", "a\0b", "\ud800", "x\udc00y")) {
            assertThatThrownBy(() -> new Put(key, bytes("1"))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> store().get(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void valuesMayBeEmptyOrLarge() {
        byte[] large = new byte[3 << 20];
        large[large.length - 1] = 7;
        committed(Txn.create("large", large));
        put("empty", "");
        assertThat(store().get("large")).extracting("value").isEqualTo(large);
        assertThat(value("empty")).isEmpty();
        assertThat(store().range(RangeRequest.all("")).items()).hasSize(2);
    }
}
