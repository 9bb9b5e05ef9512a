package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.ContentHash;
import io.jubernetes.kvstore.Event;
import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import io.jubernetes.kvstore.RecordingSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed at random moments, again and again; each time the store must be as it was promised. */
@Timeout(900)
final class CrashTest {

    /** More of them: {@code -Djubernetes.kills=200}. */
    private static final int KILLS = Integer.getInteger("jubernetes.kills", 10);

    private static final Random RANDOM = new Random(20_251);

    /** What was acknowledged, by revision: key to value, or null where the key was deleted. */
    private final TreeMap<Long, Map<String, @Nullable String>> acknowledged = new TreeMap<>();

    @Test
    void nothingAcknowledgedIsLostAndNoRevisionIsUsedTwice(@TempDir Path directory) throws Exception {
        Path home = directory.resolve("store");
        long reached = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> lines = writeAndKill(home, kill);
            acknowledge(lines, reached);
            try (RocksStore store = RocksFixture.open(home)) {
                reached = store.revision();
                assertThat(reached).isGreaterThanOrEqualTo(acknowledged.lastKey());
                everythingAcknowledgedIsThere(store);
                pairsAreWhole(store);
                theLogTellsTheState(store);
            }
        }
    }

    @Test
    void aStoreThatAnotherProcessHoldsIsRefused(@TempDir Path directory) throws Exception {
        Path home = directory.resolve("store");
        Process child = start(home, 0);
        try (BufferedReader output = child.inputReader(UTF_8)) {
            assertThat(output.readLine()).isNotNull();
            assertThatThrownBy(() -> RocksStore.open(RocksFixture.config(home), RocksFixture.THREADS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another process");
        } finally {
            child.destroyForcibly();
        }
        child.waitFor();
        RocksFixture.open(home).close();
    }

    private static List<String> writeAndKill(Path home, int seed) throws IOException, InterruptedException {
        Process child = start(home, seed);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = child.inputReader(UTF_8)) {
            int enough = 1 + RANDOM.nextInt(3000);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() == enough) {
                    // not of the process object itself, which would close the pipe too
                    child.toHandle().destroyForcibly();
                }
            }
        }
        child.waitFor();
        assertThat(lines).as("lines of the child").isNotEmpty();
        return lines;
    }

    private static Process start(Path home, int seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        CrashWriter.class.getName(),
                        home.toString(),
                        Integer.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void acknowledge(List<String> lines, long reached) {
        for (String line : lines) {
            String[] words = line.split(" ");
            if (!words[words.length - 1].equals(".")) {
                continue;
            }
            Map<String, @Nullable String> writes = new HashMap<>();
            for (int i = 1; i < words.length - 1; i++) {
                String[] parts = words[i].split("=", 2);
                writes.put(parts[0], parts[1].equals("-") ? null : parts[1]);
            }
            long revision = Long.parseLong(words[0]);
            if (writes.containsValue(null)) {
                // A delete of a missing key takes no revision of its own.
                continue;
            }
            assertThat(revision).isGreaterThan(reached);
            assertThat(acknowledged.put(revision, writes))
                    .as("revision %s", revision)
                    .isNull();
        }
    }

    private void everythingAcknowledgedIsThere(RocksStore store) {
        long oldest = Math.max(1, store.compactedRevision());
        acknowledged
                .tailMap(oldest)
                .forEach((revision, writes) -> writes.forEach((key, value) -> assertThat(text(store.get(key, revision)))
                        .as("%s at %s", key, revision)
                        .isEqualTo(value)));
    }

    private static void pairsAreWhole(RocksStore store) {
        for (long revision = Math.max(1, store.compactedRevision()); revision <= store.revision(); revision++) {
            assertThat(text(store.get("pair/left", revision))).isEqualTo(text(store.get("pair/right", revision)));
        }
    }

    private static void theLogTellsTheState(RocksStore store) {
        long oldest = store.compactedRevision();
        TreeMap<String, String> state = oldest == 0 ? new TreeMap<>() : state(store, oldest);
        RecordingSink sink = new RecordingSink();
        store.watch("", oldest, sink);
        for (RecordingSink.Batch batch : sink.batches()) {
            batch.events().forEach(event -> apply(event, state));
            if (batch.revision() % 50 == 0) {
                assertThat(state(store, batch.revision())).isEqualTo(state);
            }
        }
        assertThat(state(store, 0)).isEqualTo(state);
    }

    private static void apply(Event event, TreeMap<String, String> state) {
        String before = state.get(event.key());
        assertThat(before).isEqualTo(text(event.previous()));
        switch (event) {
            case Event.Put put -> state.put(put.key(), String.valueOf(text(put.current())));
            case Event.Delete delete -> state.remove(delete.key());
        }
    }

    private static TreeMap<String, String> state(RocksStore store, long revision) {
        TreeMap<String, String> state = new TreeMap<>();
        ContentHash content = ContentHash.EMPTY;
        for (KeyValue item : store.range(new RangeRequest("", "", 0, revision)).items()) {
            state.put(item.key(), String.valueOf(text(item)));
            content = content.plus(ContentHash.of(item));
        }
        assertThat(store.contentHash(revision)).isEqualTo(content);
        return state;
    }

    private static @Nullable String text(@Nullable KeyValue item) {
        return item == null ? null : new String(item.value(), UTF_8);
    }
}
