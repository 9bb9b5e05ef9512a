package io.jubernetes.kvstore.rocks;

import io.jubernetes.kvstore.RecordingSink;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.Txn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;

/**
 * The child process of {@link FailingSyncTest}: {@code DIRECTORY ERROR}. Writes before, while and after the log cannot be synced,
 * and prints what it was answered, a line each.
 */
final class FailingSync {

    private final RocksStore store;
    private final RecordingSink sink = new RecordingSink();

    private FailingSync(RocksStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException {
        try (RocksStore store = RocksStore.open(RocksFixture.config(Path.of(arguments[0])), RocksFixture.THREADS)) {
            Path order = Path.of(Objects.requireNonNull(System.getenv("FAILING_SYNC")));
            new FailingSync(store).run(order, arguments[1]);
        }
    }

    private void run(Path order, String error) throws IOException {
        store.watch("", 0, sink);
        say("before", put("before"));
        Files.writeString(order, error);
        say("doubt", put("doubt"));
        say("seen", store.revision() + " " + (store.get("doubt") != null));
        say("meanwhile", put("meanwhile"));
        Files.delete(order);
        say(
                "after",
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> put("after"), answer -> !answer.equals("StoreUnavailableException")));
        say("told", sink.revisions().toString());
    }

    private static void say(String what, String answer) {
        System.out.println(what + ": " + answer);
    }

    private String put(String key) {
        try {
            return store.commit(new Txn(List.of(), List.of(new Txn.Put(key, new byte[2000]))))
                    .toString();
        } catch (StoreException | UncheckedIOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
