package io.jubernetes.kvstore.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each validator catches what it is there for: records of watches that a broken store could have made. */
@Timeout(60)
final class WatchGuaranteeTest {

    private static final Event A1 = put("a", 1);
    private static final Event B2 = put("b", 2);
    private static final Event C2 = put("c", 2);
    private static final Event A3 = put("a3", 3);
    private static final Event A4 = put("a4", 4);

    private static Event put(String key, long revision) {
        return new Event.Put(new KeyValue(key, new byte[] {(byte) revision}, revision, revision), null);
    }

    private static Truth truth() {
        Truth truth = new Truth();
        truth.add(1, List.of(A1));
        truth.add(2, List.of(B2, C2));
        truth.add(3, List.of(A3));
        truth.add(4, List.of(A4));
        return truth;
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken(
                        "Ordered",
                        0,
                        "revisions swapped",
                        w -> tell(w, A1, A3, A4).events(2, List.of(B2, C2))),
                broken("Unique", 0, "an event twice", w -> tell(w, A1, A1)),
                broken("Unique", 1, "history and live overlap", w -> tell(pair(w), A3, A3, A4)),
                broken("Atomic", 1, "a transaction in two calls", w -> tell(w, B2, C2)),
                broken("Atomic", 1, "half a transaction", w -> tell(w, B2, A3)),
                broken("Atomic", 0, "a wrong value", w -> tell(w, put("a", 1, 9))),
                broken("Reliable", 0, "an event missing", w -> tell(pair(tell(w, A1)), A4)),
                broken(
                        "Reliable",
                        0,
                        "an event missing before progress",
                        w -> tell(w, A1).progress(2)),
                broken("Resumable", 2, "it began too early", w -> tell(pair(w), A3, A4)),
                broken("Resumable", 1, "it began too late", w -> tell(w, A3, A4)),
                broken("Bookmarkable", 0, "progress ahead of events", w -> ahead(tell(w, A1))),
                broken("Bookmarkable", 0, "progress going back", w -> back(pair(tell(w, A1)))));
    }

    private static Arguments broken(String guarantee, long after, String how, Consumer<WatchRecord> calls) {
        return Arguments.of(guarantee, after, how, calls);
    }

    private static Event put(String key, long revision, int value) {
        return new Event.Put(new KeyValue(key, new byte[] {(byte) value}, revision, revision), null);
    }

    private static WatchRecord tell(WatchRecord watch, Event... events) {
        for (Event event : events) {
            watch.events(event.revision(), List.of(event));
        }
        return watch;
    }

    private static WatchRecord pair(WatchRecord watch) {
        watch.events(2, List.of(B2, C2));
        return watch;
    }

    private static void ahead(WatchRecord watch) {
        watch.progress(2);
        pair(watch);
    }

    private static void back(WatchRecord watch) {
        watch.progress(2);
        watch.progress(1);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("broken")
    void aBrokenWatchIsCaught(String guarantee, long after, String how, Consumer<WatchRecord> calls) {
        WatchRecord watch = new WatchRecord("", after);
        calls.accept(watch);
        assertThatThrownBy(() -> named(guarantee).check(watch, truth()))
                .as(how)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not " + guarantee);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aRightWatchPasses(String guarantee) {
        WatchRecord watch = tell(new WatchRecord("", 0), A1);
        watch.progress(1);
        tell(pair(watch), A3, A4).progress(4);
        named(guarantee).check(watch, truth());
        assertThat(watch.seen()).isEqualTo(4);
    }

    static Stream<String> names() {
        return WatchGuarantee.ALL.stream().map(guarantee -> guarantee.getClass().getSimpleName());
    }

    private static WatchGuarantee named(String name) {
        return WatchGuarantee.ALL.stream()
                .filter(guarantee -> guarantee.getClass().getSimpleName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
