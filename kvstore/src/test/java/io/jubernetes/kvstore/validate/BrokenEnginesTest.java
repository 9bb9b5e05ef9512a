package io.jubernetes.kvstore.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks of random histories are worth something: each of these engines is broken in one way, and each is found out. */
@Timeout(120)
final class BrokenEnginesTest {

    enum Fault {
        LOSES_WRITES(BrokenStores::losesWrites),
        GOES_BACK(BrokenStores::goesBack),
        TEARS_TRANSACTIONS(BrokenStores::tearsTransactions),
        HALVES_TRANSACTIONS(BrokenStores::halvesTransactions),
        COMPARES_NOTHING(BrokenStores::comparesNothing),
        REFUSES_WITHOUT_REASON(BrokenStores::refusesWithoutReason),
        LIES_ABOUT_CONFLICTS(BrokenStores::liesAboutConflicts),
        DECIDES_ON_OLD_STATE(BrokenStores::decidesOnOldState),
        READS_STALE(BrokenStores::readsStale),
        READS_ANOTHER_REVISION(BrokenStores::readsAnotherRevision),
        LEAVES_OUT(BrokenStores::leavesOut),
        MISCOUNTS(BrokenStores::miscounts),
        COMPACTS_TOO_MUCH(BrokenStores::compactsTooMuch),
        FORGETS_CREATION(BrokenStores::forgetsCreation),
        LOSES_EVENTS(store -> BrokenWatches.through(store, BrokenWatches.Losing::new)),
        REPEATS_EVENTS(store -> BrokenWatches.through(store, BrokenWatches.Repeating::new)),
        REORDERS_EVENTS(store -> BrokenWatches.through(store, BrokenWatches.Reordering::new)),
        SPLITS_EVENTS(store -> BrokenWatches.through(store, BrokenWatches.Splitting::new)),
        PROMISES_PROGRESS(store -> BrokenWatches.through(store, BrokenWatches.Promising::new)),
        FORGETS_PREVIOUS(store -> BrokenWatches.through(store, BrokenWatches.Forgetting::new)),
        SKIPS_WHEN_SLOW(store -> BrokenWatches.through(store, BrokenWatches.Skipping::new)),
        BEGINS_TOO_LATE(BrokenWatches::beginsTooLate),
        BEGINS_TOO_EARLY(BrokenWatches::beginsTooEarly),
        DELETE_LOST_AT_COMPACTION(BrokenWatches::deleteLostAtCompaction);

        private final UnaryOperator<VersionedStore> breaking;

        Fault(UnaryOperator<VersionedStore> breaking) {
            this.breaking = breaking;
        }
    }

    /** Long before all the short histories of a test run are over. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void isFoundOutByShortHistories(Fault fault) {
        try (VersionedStore store = fault.breaking.apply(new MemoryStore())) {
            assertThatThrownBy(() -> ConcurrentHistory.checkMany(store, 1, 3_000, 24))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("history with seed ");
        }
    }

    /** Some faults need luck: a race, or a watch that begins at the right place. Some seeds are enough for each. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    void isFoundOut(Fault fault) {
        for (long seed = 1; seed <= 20; seed++) {
            try (VersionedStore store = fault.breaking.apply(new MemoryStore())) {
                ConcurrentHistory.check(store, seed, 2_000);
            } catch (AssertionError found) {
                assertThat(found).hasMessageContaining("history with seed " + seed);
                return;
            }
        }
        fail("nobody noticed " + fault);
    }
}
