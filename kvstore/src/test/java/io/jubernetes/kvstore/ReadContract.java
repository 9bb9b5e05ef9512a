package io.jubernetes.kvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads: order, limits, and history. */
public interface ReadContract extends StoreContract {

    @Test
    default void aRangeIsInKeyOrder() {
        List.of("b", "a", "ab", "c", "a/").forEach(key -> put(key, "1"));
        assertThat(list("", 0)).isEqualTo("a=1 a/=1 ab=1 b=1 c=1");
    }

    @Test
    default void keysCompareByTheirUtf8Bytes() {
        // As UTF-16 the last two are the other way round.
        List<String> keys = List.of("z", "é", "\uffee", "\ud83d\ude00");
        keys.reversed().forEach(key -> put(key, "1"));
        long middle = store().revision();
        keys.forEach(key -> put(key, "2"));
        assertThat(store().range(RangeRequest.all("")).items())
                .extracting(KeyValue::key)
                .isEqualTo(keys);
        assertThat(store().range(new RangeRequest("", "", 0, middle)).items())
                .extracting(KeyValue::key)
                .isEqualTo(keys);
    }

    @Test
    default void aRangeHoldsThePrefixAndNothingElse() {
        List.of("/a", "/a/x", "/a/y", "/a0", "/b", "/a\uffff", "/a/\ud83d\ude00")
                .forEach(key -> put(key, "1"));
        assertThat(list("/a/", 0)).isEqualTo("/a/x=1 /a/y=1 /a/\ud83d\ude00=1");
        assertThat(list("/a\uffff", 0)).isEqualTo("/a\uffff=1");
        assertThat(list("/a", 0)).doesNotContain("/b");
        assertThat(list("/c", 0)).isEmpty();
    }

    @Test
    default void aRangeTellsTheRevisionItRead() {
        put("a", "1");
        put("b", "1");
        assertThat(store().range(RangeRequest.all("")).revision()).isEqualTo(2);
        assertThat(store().range(new RangeRequest("", "", 0, 1)).revision()).isEqualTo(1);
    }

    @Test
    default void aLimitCutsAndCountsTheRest() {
        List.of("p/a", "p/b", "p/c", "p/d", "q").forEach(key -> put(key, "1"));
        RangeResult page = store().range(new RangeRequest("p/", "", 3, 0));
        assertThat(StoreContract.text(page)).isEqualTo("p/a=1 p/b=1 p/c=1");
        assertThat(page.remaining()).isEqualTo(1);
        assertThat(store().range(new RangeRequest("p/", "", 4, 0)).remaining()).isZero();
    }

    @Test
    default void aRangeGoesOnBehindAKey() {
        List.of("p/a", "p/b", "p/b0", "p/c", "q").forEach(key -> put(key, "1"));
        assertThat(StoreContract.text(store().range(new RangeRequest("p/", "p/b", 0, 0))))
                .isEqualTo("p/b0=1 p/c=1");
        assertThat(StoreContract.text(store().range(new RangeRequest("p/", "p/b\0", 1, 0))))
                .isEqualTo("p/b0=1");
        assertThat(StoreContract.text(store().range(new RangeRequest("p/", "p/z", 0, 0))))
                .isEmpty();
        assertThat(StoreContract.text(store().range(new RangeRequest("p/", "a", 1, 0))))
                .isEqualTo("p/a=1");
        assertThat(StoreContract.text(store().range(new RangeRequest("p/", "r", 0, 0))))
                .isEmpty();
    }

    @Test
    default void pagesOfOneRevisionFitTogetherWhileOthersWrite() {
        for (int i = 0; i < 10; i++) {
            put("k" + i, "old");
        }
        long revision = store().revision();
        List<String> seen = new ArrayList<>();
        String after = "";
        RangeResult page;
        do {
            page = store().range(new RangeRequest("k", after, 3, revision));
            page.items().forEach(item -> seen.add(item.key() + "=" + StoreContract.text(item)));
            after = page.items().getLast().key();
            put("k" + seen.size(), "new");
            delete("k" + (seen.size() + 1));
            put("k5x" + seen.size(), "new");
            assertThat(page.remaining()).isEqualTo(10 - seen.size());
        } while (page.remaining() > 0);
        assertThat(seen).hasSize(10).allMatch(text -> text.endsWith("=old"));
    }

    @Test
    default void historyIsReadableAtEveryRevision() {
        put("a", "1");
        put("b", "2");
        put("a", "3");
        delete("b");
        put("b", "5");
        delete("a");
        assertThat(List.of(list("", 1), list("", 2), list("", 3), list("", 4), list("", 5), list("", 6)))
                .containsExactly("a=1", "a=1 b=2", "a=3 b=2", "a=3", "a=3 b=5", "b=5");
        assertThat(value("a", 2)).isEqualTo("1");
        assertThat(value("a", 5)).isEqualTo("3");
        assertThat(value("a", 6)).isNull();
        assertThat(value("b", 1)).isNull();
        assertThat(value("b", 4)).isNull();
    }

    @Test
    default void oldValuesKeepTheirRevisions() {
        put("a", "1");
        put("a", "2");
        put("a", "3");
        assertThat(store().get("a", 2))
                .extracting("createRevision", "modRevision")
                .containsExactly(1L, 2L);
        assertThat(store().range(new RangeRequest("a", "", 0, 2)).items())
                .singleElement()
                .extracting("createRevision", "modRevision")
                .containsExactly(1L, 2L);
    }

    @Test
    default void aKeyIsNotMistakenForOneItBegins() {
        put("ab", "1");
        put("a", "1");
        put("ab", "2");
        delete("a");
        put("abc", "2");
        assertThat(value("a", 3)).isEqualTo("1");
        assertThat(value("a", 1)).isNull();
        assertThat(list("a", 2)).isEqualTo("a=1 ab=1");
        assertThat(list("ab", 3)).isEqualTo("ab=2");
    }

    @Test
    default void theFutureCannotBeRead() {
        put("a", "1");
        assertThatThrownBy(() -> store().get("a", 2)).isInstanceOf(FutureRevisionException.class);
        assertThatThrownBy(() -> list("", 2)).isInstanceOf(FutureRevisionException.class);
    }
}
