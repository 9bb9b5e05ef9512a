package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that many watch are told in rounds: each watcher hears of each once and in order, also from one watch to the next. */
@Timeout(120)
class CrowdedWatchTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final int WATCHERS = 40;
    private static final int WRITES = 600;

    private final List<List<Integer>> heard = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everybodyHearsOfEverythingOnce(long seed) {
        try (Simulation simulation = new Simulation(seed)) {
            Environment environment = simulation.environment();
            simulation.run(() -> load(environment));
        }
        assertThat(heard)
                .hasSize(WATCHERS)
                .allSatisfy(numbers -> assertThat(numbers)
                        .isEqualTo(IntStream.rangeClosed(1, WRITES).boxed().toList()));
    }

    private void load(Environment environment) throws InterruptedException {
        TestServer server = new TestServer(new MemoryStore(), ApiServerConfig.defaults(), environment);
        String start = server.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}").ok().revision();
        List<Environment.Task> tasks = new ArrayList<>();
        for (int i = 0; i < WATCHERS; i++) {
            List<Integer> numbers = new ArrayList<>();
            heard.add(numbers);
            tasks.add(environment.start("watcher", () -> {
                environment.sleep(Duration.ofMillis(environment.random().nextInt(900)));
                new Follower(server, start, numbers).run();
            }));
        }
        for (int i = 1; i <= WRITES; i++) {
            server.merge(MAPS + "/a", "{\"data\":{\"n\":\"" + i + "\"}}").ok();
            environment.sleep(Duration.ofMillis(environment.random().nextInt(6)));
        }
        for (Environment.Task task : tasks) {
            task.join();
        }
        server.close();
    }

    /** Watches for a second at a time, each time from where the last bookmark or event said. */
    private static final class Follower implements BodySink {
        private final TestServer server;
        private final List<Integer> numbers;
        private String revision;

        Follower(TestServer server, String revision, List<Integer> numbers) {
            this.server = server;
            this.revision = revision;
            this.numbers = numbers;
        }

        void run() throws InterruptedException {
            for (int i = 0; i < 10 && numbers.size() < WRITES; i++) {
                ApiResponse response = server.send(
                        "GET",
                        MAPS + "?watch=1&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=" + revision,
                        Headers.EMPTY,
                        new byte[0]);
                try {
                    ((ResponseBody.Stream) response.body()).writeTo(this);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void write(byte[] piece) {
            new String(piece, StandardCharsets.UTF_8).lines().forEach(this::hear);
        }

        private void hear(String line) {
            JsonNode event = Json.decodeTrusted(line.getBytes(StandardCharsets.UTF_8));
            revision = event.at("/object/metadata/resourceVersion").asText();
            if (!event.at("/type").asText().equals("BOOKMARK")) {
                numbers.add(event.at("/object/data/n").asInt());
            }
        }

        @Override
        public void onClose(Runnable action) {
            // stays open
        }
    }
}
