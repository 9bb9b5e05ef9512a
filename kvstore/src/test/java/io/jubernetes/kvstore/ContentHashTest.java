package io.jubernetes.kvstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every bit of key, value and revision counts. */
@Timeout(60)
final class ContentHashTest {

    @Test
    void everyBitOfAValueCounts() {
        for (int length : new int[] {1, 7, 8, 9, 15, 16, 17, 31, 32, 100, 2048}) {
            Set<ContentHash> seen = new HashSet<>();
            byte[] value = new byte[length];
            seen.add(hash("k", value, 1));
            for (int bit = 0; bit < 8 * length; bit++) {
                byte[] flipped = value.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(seen.add(hash("k", flipped, 1))).isTrue();
            }
        }
    }

    @Test
    void lengthAndPlaceCount() {
        Set<ContentHash> seen = new HashSet<>();
        for (int length = 0; length < 100; length++) {
            assertThat(seen.add(hash("k", new byte[length], 1))).isTrue();
        }
        assertThat(hash("ab", new byte[] {'c'}, 1)).isNotEqualTo(hash("a", new byte[] {'b', 'c'}, 1));
    }

    @Test
    void keyAndRevisionCount() {
        assertThat(hash("a", new byte[0], 1)).isNotEqualTo(hash("b", new byte[0], 1));
        assertThat(hash("a", new byte[0], 1)).isNotEqualTo(hash("a", new byte[0], 2));
    }

    @Test
    void halvesAreIndependent() {
        Set<Long> high = new HashSet<>();
        Set<Long> low = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            ContentHash hash = hash("/registry/pods/default/p" + i, new byte[] {1, 2, 3}, i);
            assertThat(high.add(hash.high())).isTrue();
            assertThat(low.add(hash.low())).isTrue();
        }
    }

    @Test
    void addingAndTakingAwayLeavesNothing() {
        ContentHash a = hash("a", new byte[] {1}, 1);
        ContentHash b = hash("b", new byte[] {2}, 2);
        assertThat(a.plus(b)).isEqualTo(b.plus(a));
        assertThat(a.plus(b).minus(a)).isEqualTo(b);
        assertThat(a.minus(a)).isEqualTo(ContentHash.EMPTY);
        assertThat(a.toString()).hasSize(32);
    }

    private static ContentHash hash(String key, byte[] value, long revision) {
        return ContentHash.of(new KeyValue(key, value, revision, revision));
    }
}
