package io.jubernetes.kvstore.rocks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jubernetes.kvstore.KeyValue;
import io.jubernetes.kvstore.RangeRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log is written, but cannot be made durable: a disk that finds out late that it is full, and one that is broken. */
@Timeout(120)
final class FailingSyncTest {

    private static final int EIO = 5;
    private static final int ENOSPC = 28;

    @TempDir
    Path directory = Path.of("");

    private Path home() {
        return directory.resolve("store");
    }

    @ParameterizedTest
    @ValueSource(ints = {EIO, ENOSPC})
    void onceTheDiskWorksAgainTheStoreGoesOnByItself(int error) throws Exception {
        assertThat(run(error))
                .containsExactly(
                        "before: Committed[revision=1]",
                        "doubt: StoreUnavailableException",
                        "seen: 1 false",
                        "meanwhile: StoreUnavailableException",
                        "after: Committed[revision=3]",
                        "told: [1, 2, 3]");
        assertThat(keys()).containsExactly("after", "before", "doubt");
    }

    private List<String> keys() throws IOException {
        assertThat(StoreFiles.verify(home(), RocksFixture.config(home()).libraryDirectory())
                        .problems())
                .isEmpty();
        try (RocksStore store = RocksFixture.open(home())) {
            return store.range(RangeRequest.all("")).items().stream()
                    .map(KeyValue::key)
                    .toList();
        }
    }

    private List<String> run(int error) throws IOException, InterruptedException {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FailingSync.class.getName(),
                home().toString(),
                Integer.toString(error));
        child.redirectError(ProcessBuilder.Redirect.DISCARD);
        child.environment().put("LD_PRELOAD", library().toString());
        child.environment().put("FAILING_SYNC", directory.resolve("order").toString());
        Process process = child.start();
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            return lines.lines().filter(line -> line.matches("[a-z]+: .*")).toList();
        } finally {
            process.waitFor();
        }
    }

    private Path library() throws IOException, InterruptedException {
        Path source = directory.resolve("failing-sync.c");
        try (InputStream text = FailingSyncTest.class.getResourceAsStream("failing-sync.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        Path library = directory.resolve("failing-sync.so");
        boolean compiled;
        try {
            compiled =
                    new ProcessBuilder("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                                    .inheritIO()
                                    .start()
                                    .waitFor()
                            == 0;
        } catch (IOException e) {
            compiled = false;
        }
        assumeThat(compiled).as("there is a C compiler for Linux").isTrue();
        return library;
    }
}
