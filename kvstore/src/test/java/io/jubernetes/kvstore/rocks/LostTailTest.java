package io.jubernetes.kvstore.rocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.kvstore.CommitResult.Committed;
import io.jubernetes.kvstore.Txn;
import io.jubernetes.kvstore.rocks.CrashImage.Damage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine stops: what the log got since the last sync may be missing, cut, zero, garbage, or there in part. A store is copied
 * while commits go on, its copy is torn, and opened.
 */
@Timeout(900)
final class LostTailTest {

    /** Copies; each is torn once in each way. More of them: {@code -Djubernetes.images=400}. */
    private static final int IMAGES = Integer.getInteger("jubernetes.images", 35);

    private static final int WRITERS = 4;
    private static final int COMMITS = 60;

    private final Random random = new Random(20_263);
    private final Promises promises = new Promises();

    /** How many torn copies had less than they would have had whole. */
    private int lost;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalf(@TempDir Path directory) throws Exception {
        try (RocksStore live = RocksStore.open(small(directory.resolve("live")), RocksFixture.THREADS)) {
            for (int i = 0; i < IMAGES; i++) {
                CrashImage image = image(live, directory.resolve("live"));
                long whole = 0;
                for (Damage damage : Damage.values()) {
                    long found = tearAndOpen(image, damage, live, directory.resolve("torn"));
                    whole = damage == Damage.NONE ? found : whole;
                    lost += found < whole ? 1 : 0;
                }
                live.compact(Math.max(0, live.revision() - 400));
            }
        }
        assertThat(lost).as("torn copies that lost something").isGreaterThan(2 * IMAGES);
    }

    /** So little memory that tables and logs are changed all the time. */
    private static RocksStoreConfig small(Path home) {
        RocksStoreConfig some = RocksFixture.config(home);
        return new RocksStoreConfig(
                home, some.libraryDirectory(), true, new RocksStoreConfig.Memory(1 << 20, 1 << 20), 100, 0);
    }

    private CrashImage image(RocksStore live, Path home) throws Exception {
        while (true) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random own = new Random(random.nextLong());
                writers.add(CompletableFuture.runAsync(() -> write(live, own), RocksFixture.THREADS));
            }
            long begin = live.revision();
            await(live, begin + random.nextInt(COMMITS), writers);
            CrashImage image = CrashImage.of(
                    home, promises, () -> await(live, live.revision() + 1 + random.nextInt(COMMITS), writers));
            for (CompletableFuture<Void> writer : writers) {
                writer.get();
            }
            if (image != null && image.end() > image.synced()) {
                return image;
            }
        }
    }

    private void write(RocksStore live, Random own) {
        for (int i = 0; i < COMMITS; i++) {
            List<Txn.Op> ops = Promises.randomOps(own);
            if (live.commit(new Txn(List.of(), ops)) instanceof Committed(long revision)) {
                promises.note(revision, ops);
            }
            if (own.nextInt(40) == 0) {
                live.compact(Math.max(0, live.revision() - 400));
            }
        }
    }

    private static void await(RocksStore live, long revision, List<CompletableFuture<Void>> writers) {
        while (live.revision() < revision && !writers.stream().allMatch(CompletableFuture::isDone)) {
            Thread.onSpinWait();
        }
    }

    private long tearAndOpen(CrashImage image, Damage damage, RocksStore live, Path torn) throws IOException {
        image.write(torn, damage, random);
        long revision;
        try (RocksStore store = RocksStore.open(small(torn), RocksFixture.THREADS)) {
            image.promises().check(store);
            revision = store.revision();
            assertThat(store.contentHash(0)).isEqualTo(live.contentHash(revision));
            Txn next = new Txn(List.of(), List.of(new Txn.Put("next", new byte[10])));
            assertThat(store.commit(next)).isEqualTo(new Committed(revision + 1));
        } catch (IOException | AssertionError | RuntimeException e) {
            throw new AssertionError(damage + " of " + image, e);
        }
        assertThat(StoreFiles.verify(torn, small(torn).libraryDirectory()).problems())
                .as("%s of %s", damage, image)
                .isEmpty();
        StoreFiles.remove(torn);
        return revision;
    }
}
