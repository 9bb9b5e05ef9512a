package io.jubernetes.kvstore;

import static io.jubernetes.kvstore.StoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.Txn.Delete;
import io.jubernetes.kvstore.Txn.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Watches: what is told, when, and in which order. */
public interface WatchContract extends RobustnessContract {

    @Test
    default void eventsSayWhatWasAndWhatIs() {
        RecordingSink sink = watch("", 0);
        put("a", "1");
        put("a", "2");
        delete("a");
        put("a", "3");
        assertThat(sink.told()).containsExactly("+a=1", "~a=2<1", "-a<2", "+a=3");
        assertThat(sink.revisions()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    default void historyIsToldAsItHappened() {
        put("a", "1");
        put("a", "2");
        delete("a");
        put("a", "3");
        put("a", "4");
        assertThat(watch("", 0).told()).containsExactly("+a=1", "~a=2<1", "-a<2", "+a=3", "~a=4<3");
        assertThat(watch("", 2).told()).containsExactly("-a<2", "+a=3", "~a=4<3");
    }

    @Test
    default void historyAndLiveEventsAreTheSame() {
        RecordingSink live = watch("", 0);
        put("a", "1");
        put("b", "1");
        put("a", "2");
        committed(new Txn(List.of(), List.of(new Delete("b"), new Put("a", bytes("3")), new Put("c", bytes("3")))));
        delete("a");
        RecordingSink replayed = watch("", 0);
        assertThat(replayed.batches()).usingRecursiveComparison().isEqualTo(live.batches());
    }

    @Test
    default void aWatchGoesFromHistoryToLiveWithoutGapOrRepetition() {
        put("a", "1");
        put("a", "2");
        RecordingSink sink = watch("", 1);
        put("a", "3");
        put("b", "4");
        assertThat(sink.revisions()).containsExactly(2L, 3L, 4L);
    }

    @Test
    default void aWatchFromNowTellsNothingOld() {
        put("a", "1");
        RecordingSink sink = watch("", 1);
        assertThat(sink.batches()).isEmpty();
        assertThat(sink.progress()).containsExactly(1L);
    }

    @Test
    default void aWatchTellsOnlyItsPrefix() {
        put("/pods/a", "1");
        put("/podsx", "1");
        RecordingSink sink = watch("/pods/", 0);
        put("/nodes/a", "1");
        put("/pods/b", "1");
        assertThat(sink.told()).containsExactly("+/pods/a=1", "+/pods/b=1");
    }

    @Test
    default void eventsOfOneRevisionComeTogetherInKeyOrder() {
        RecordingSink sink = watch("", 0);
        put("d", "1");
        committed(new Txn(List.of(), List.of(new Put("c", bytes("2")), new Delete("d"), new Put("a", bytes("2")))));
        assertThat(sink.batches()).hasSize(2);
        assertThat(sink.batches().getLast().events()).extracting(Event::key).containsExactly("a", "c", "d");
        assertThat(sink.batches().getLast().events()).allMatch(event -> event.revision() == 2);
    }

    @Test
    default void liveEventsAreToldBeforeTheCommitReturns() {
        RecordingSink sink = watch("", 0);
        for (int i = 1; i <= 50; i++) {
            assertThat(sink.revisions()).doesNotContain((long) i);
            put("a", "x" + i);
            assertThat(sink.revisions()).hasSize(i);
        }
    }

    @Test
    default void whatIsToldCanBeRead() {
        List<String> read = new ArrayList<>();
        store().watch("", 0, new ForwardingSink(revision -> read.add(list("", revision) + "@" + store().revision())));
        put("a", "1");
        put("a", "2");
        assertThat(read).containsExactly("a=1@1", "a=2@2");
    }

    @Test
    default void progressIsToldWhenNothingMatched() {
        put("a", "1");
        RecordingSink sink = watch("b", 0);
        assertThat(sink.progress()).containsExactly(1L);
        put("a", "2");
        put("b", "3");
        put("a", "4");
        assertThat(sink.progress()).containsExactly(1L, 2L, 4L);
    }

    @Test
    default void progressNeverRunsAheadOfEvents() {
        List<Long> calls = new ArrayList<>();
        put("a", "1");
        put("a", "2");
        RecordingSink sink = watch("a", 0);
        put("b", "3");
        put("a", "4");
        calls.addAll(sink.progress());
        assertThat(calls).containsExactly(2L, 3L);
        assertThat(sink.revisions()).containsExactly(1L, 2L, 4L);
    }

    @Test
    default void aRefusedCommitIsNotTold() {
        put("a", "1");
        RecordingSink sink = watch("", 1);
        refused(Txn.create("a", bytes("2")));
        delete("missing");
        assertThat(sink.batches()).isEmpty();
        assertThat(sink.progress()).containsExactly(1L);
    }

    @Test
    default void theFutureCannotBeWatched() {
        put("a", "1");
        RecordingSink sink = new RecordingSink();
        assertThatThrownBy(() -> store().watch("", 2, sink)).isInstanceOf(FutureRevisionException.class);
        put("a", "2");
        put("a", "3");
        assertThat(sink.batches()).isEmpty();
    }

    @Test
    default void aClosedWatchIsNotToldAnyMore() {
        RecordingSink sink = new RecordingSink();
        VersionedStore.Watch watch = store().watch("", 0, sink);
        put("a", "1");
        watch.close();
        watch.close();
        put("a", "2");
        assertThat(sink.revisions()).containsExactly(1L);
        assertThat(sink.end()).isNull();
    }

    @Test
    default void aSinkMayCloseItsOwnWatch() {
        AtomicReference<VersionedStore.Watch> watch = new AtomicReference<>();
        List<Long> told = new ArrayList<>();
        watch.set(store().watch("", 0, new ForwardingSink(revision -> {
            told.add(revision);
            watch.get().close();
        })));
        put("a", "1");
        put("a", "2");
        assertThat(told).containsExactly(1L);
    }

    @Test
    default void aSinkMayOpenAnotherWatch() {
        RecordingSink second = new RecordingSink();
        List<Long> told = new ArrayList<>();
        store().watch("", 0, new ForwardingSink(revision -> {
            if (told.isEmpty()) {
                store().watch("", revision - 1, second);
            }
            told.add(revision);
        }));
        put("a", "1");
        put("a", "2");
        assertThat(told).containsExactly(1L, 2L);
        assertThat(second.revisions()).containsExactly(1L, 2L);
    }

    @Test
    default void aSinkThatThrowsLosesItsWatchAndHurtsNobodyElse() {
        RecordingSink before = watch("", 0);
        List<Long> told = new ArrayList<>();
        store().watch("", 0, new ForwardingSink(revision -> {
            told.add(revision);
            throw new IllegalStateException("on purpose");
        }));
        RecordingSink after = watch("", 0);
        put("a", "1");
        put("a", "2");
        assertThat(told).containsExactly(1L);
        assertThat(before.revisions()).containsExactly(1L, 2L);
        assertThat(after.revisions()).containsExactly(1L, 2L);
    }

    @Test
    default void aSinkMustNotCommit() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        store().watch("", 0, new ForwardingSink(revision -> {
            try {
                put("b", "1");
            } catch (IllegalStateException e) {
                refusal.set(e);
            }
        }));
        put("a", "1");
        assertThat(refusal.get()).hasMessageContaining("must not commit");
        assertThat(put("c", "1")).isEqualTo(2);
    }

    @Test
    default void aWatchResumedFromItsLastRevisionMissesNothing() {
        RecordingSink whole = watch("", 0);
        List<Event> pieces = new ArrayList<>();
        long seen = 0;
        for (int i = 0; i < 20; i++) {
            RecordingSink piece = new RecordingSink();
            VersionedStore.Watch watch = store().watch("", seen, piece);
            put("k" + i % 3, "v" + i);
            if (i % 4 == 0) {
                delete("k" + i % 3);
            }
            watch.close();
            put("k" + i % 5, "w" + i);
            pieces.addAll(piece.events());
            seen = piece.revisions().getLast();
        }
        RecordingSink rest = watch("", seen);
        pieces.addAll(rest.events());
        assertThat(pieces).usingRecursiveComparison().isEqualTo(whole.events());
    }
}
