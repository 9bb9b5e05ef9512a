package io.jubernetes.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Giving up history: what stays readable, and what is told of the rest. */
public interface CompactionContract extends StoreContract {

    private void fiveRevisions() {
        put("a", "1");
        put("b", "2");
        put("a", "3");
        delete("b");
        put("c", "5");
    }

    @Test
    default void theCompactedRevisionIsTheOldestReadable() {
        fiveRevisions();
        store().compact(3);
        assertThat(store().compactedRevision()).isEqualTo(3);
        assertThat(list("", 3)).isEqualTo("a=3 b=2");
        assertThat(value("b", 3)).isEqualTo("2");
        assertThat(list("", 4)).isEqualTo("a=3");
        assertThatThrownBy(() -> list("", 2))
                .isInstanceOfSatisfying(
                        CompactedException.class, e -> assertThat(e.compacted()).isEqualTo(3));
        assertThatThrownBy(() -> value("a", 1)).isInstanceOf(CompactedException.class);
    }

    @Test
    default void compactionKeepsTheNewestState() {
        fiveRevisions();
        store().compact(5);
        assertThat(list("", 0)).isEqualTo("a=3 c=5");
        assertThat(list("", 5)).isEqualTo("a=3 c=5");
        assertThat(store().get("a")).extracting("createRevision", "modRevision").containsExactly(1L, 3L);
        assertThat(store().revision()).isEqualTo(5);
        assertThat(put("d", "6")).isEqualTo(6);
    }

    @Test
    default void compactingAgainToAnOlderRevisionDoesNothing() {
        fiveRevisions();
        store().compact(4);
        store().compact(2);
        store().compact(4);
        assertThat(store().compactedRevision()).isEqualTo(4);
        assertThat(list("", 4)).isEqualTo("a=3");
    }

    @Test
    default void theFutureCannotBeCompacted() {
        put("a", "1");
        assertThatThrownBy(() -> store().compact(2)).isInstanceOf(FutureRevisionException.class);
        assertThat(store().compactedRevision()).isZero();
    }

    @Test
    default void compactionInStepsEqualsOneCompaction() {
        fiveRevisions();
        for (int revision = 1; revision <= 4; revision++) {
            store().compact(revision);
            assertThat(value("a", 4)).isEqualTo("3");
        }
        assertThat(list("", 4)).isEqualTo("a=3");
        assertThat(list("", 5)).isEqualTo("a=3 c=5");
    }

    @Test
    default void aWatchFromBelowTheCompactedRevisionIsRefused() {
        fiveRevisions();
        store().compact(3);
        RecordingSink sink = new RecordingSink();
        assertThatThrownBy(() -> store().watch("", 2, sink)).isInstanceOf(CompactedException.class);
        put("z", "6");
        assertThat(sink.batches()).isEmpty();
        assertThat(sink.end()).isNull();
    }

    @Test
    default void aWatchFromTheCompactedRevisionSeesTheDeleteThatFollows() {
        fiveRevisions();
        store().compact(3);
        assertThat(watch("", 3).told()).containsExactly("-b<2", "+c=5");
    }

    @Test
    default void aDeleteAtTheCompactedRevisionIsNotToldAgain() {
        fiveRevisions();
        store().compact(4);
        assertThat(watch("", 4).told()).containsExactly("+c=5");
        assertThat(value("b", 4)).isNull();
    }

    @Test
    default void anOverwriteBehindTheCompactedRevisionStillKnowsWhatWasBefore() {
        put("a", "1");
        put("b", "2");
        store().compact(2);
        put("a", "3");
        assertThat(watch("a", 2).told()).containsExactly("~a=3<1");
        assertThat(value("a", 2)).isEqualTo("1");
    }

    @Test
    default void aLiveWatchDoesNotNoticeCompaction() {
        RecordingSink sink = watch("", 0);
        fiveRevisions();
        store().compact(5);
        put("d", "6");
        store().compact(6);
        put("e", "7");
        assertThat(sink.revisions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(sink.end()).isNull();
    }
}
