package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jubernetes.kvstore.Txn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed at random moments, again and again; each time the store must be as it was promised. */
@Timeout(1800)
final class CrashTest {

    /** The long run: {@code -Djubernetes.kills=200}. */
    private static final int KILLS = Integer.getInteger("jubernetes.kills", 20);

    private static final Random RANDOM = new Random(20_251);

    private final Promises promises = new Promises();

    @Test
    void nothingAcknowledgedIsLostAndNoRevisionIsUsedTwice(@TempDir Path directory) throws Exception {
        Path home = directory.resolve("store");
        long reached = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            acknowledge(writeAndKill(home, kill), reached);
            try (RocksStore store = RocksFixture.open(home)) {
                reached = store.revision();
                promises.check(store);
            }
        }
        assertThat(StoreFiles.verify(home, RocksFixture.config(home).libraryDirectory())
                        .problems())
                .isEmpty();
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
            List<Txn.Op> ops = new ArrayList<>();
            for (int i = 1; i < words.length - 1; i++) {
                String[] parts = words[i].split("=", 2);
                ops.add(
                        parts[1].equals("-")
                                ? new Txn.Delete(parts[0])
                                : new Txn.Put(parts[0], parts[1].getBytes(UTF_8)));
            }
            long revision = Long.parseLong(words[0]);
            if (ops.getFirst() instanceof Txn.Put) {
                assertThat(revision).isGreaterThan(reached);
            }
            promises.note(revision, ops);
        }
    }
}
