package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.simulation.Simulation;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The unchanged server on a seeded scheduler and virtual time: the same seed gives the same history. */
@Timeout(120)
class SimulatedServerTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    @Test
    void sameSeedSameHistory() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(history(seed))
                    .as("seed %d", seed)
                    .isEqualTo(history(seed))
                    .hasSizeGreaterThan(20);
        }
    }

    /** Three writers and a watcher that ends by its own time limit. */
    private static List<String> history(long seed) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = new Simulation(seed)) {
            Environment environment = simulation.environment();
            simulation.run(() -> {
                TestServer server = new TestServer(new MemoryStore(), ApiServerConfig.defaults(), environment);
                server.post(MAPS, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"n\":\"0\"}}")
                        .ok();
                Environment.Task watch = environment.start("watch", () -> read(server, seen));
                List<Environment.Task> writers = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    String writer = "w" + i;
                    writers.add(environment.start(writer, () -> write(server, environment, writer)));
                }
                for (Environment.Task writer : writers) {
                    writer.join();
                }
                watch.join();
                server.close();
            });
        }
        return seen;
    }

    private static void write(TestServer server, Environment environment, String writer) throws InterruptedException {
        for (int done = 0; done < 7; ) {
            Answer read = server.get(MAPS + "/a").ok();
            environment.sleep(Duration.ofMillis(environment.random().nextInt(5)));
            String body = "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"" + read.revision()
                    + "\"},\"data\":{\"n\":\"" + (read.at("/data/n").asInt() + 1) + "\",\"by\":\"" + writer + "\"}}";
            done += server.put(MAPS + "/a", body).status() == 200 ? 1 : 0;
        }
    }

    private static void read(TestServer server, List<String> seen) throws InterruptedException {
        ApiResponse response = server.send(
                "GET", MAPS + "?watch=1&timeoutSeconds=30&allowWatchBookmarks=true", Headers.EMPTY, new byte[0]);
        try {
            ((ResponseBody.Stream) response.body()).writeTo(new BodySink() {
                @Override
                public void write(byte[] piece) {
                    seen.add(new String(piece, StandardCharsets.UTF_8));
                }

                @Override
                public void onClose(Runnable action) {
                    // stays open
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
