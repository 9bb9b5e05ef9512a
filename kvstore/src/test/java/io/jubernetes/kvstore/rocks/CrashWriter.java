package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jubernetes.kvstore.CommitResult.Committed;
import io.jubernetes.kvstore.Txn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The child process of {@link CrashTest}: writes until it is killed, and prints what was acknowledged, a line each:
 * {@code revision key=value key=- .} The dot says that the line is whole.
 */
final class CrashWriter {

    private static final int THREADS = 6;

    private final RocksStore store;

    private CrashWriter(RocksStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException {
        RocksStore store = RocksStore.open(RocksFixture.config(Path.of(arguments[0])), RocksFixture.THREADS);
        CrashWriter writer = new CrashWriter(store);
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(Long.parseLong(arguments[1]) * THREADS + i);
            Thread.ofPlatform().start(() -> writer.writeForever(random));
        }
    }

    private void writeForever(Random random) {
        while (true) {
            Txn txn = new Txn(List.of(), Promises.randomOps(random));
            if (store.commit(txn) instanceof Committed(long revision)) {
                print(revision, txn);
            }
            if (random.nextInt(200) == 0) {
                store.compact(Math.max(0, store.revision() - 100 - random.nextInt(400)));
            }
        }
    }

    private static void print(long revision, Txn txn) {
        List<String> words = new ArrayList<>();
        words.add(Long.toString(revision));
        for (Txn.Op op : txn.ops()) {
            words.add(
                    switch (op) {
                        case Txn.Put put -> put.key() + "=" + new String(put.value(), UTF_8);
                        case Txn.Delete delete -> delete.key() + "=-";
                    });
        }
        words.add(".");
        System.out.println(String.join(" ", words));
    }
}
