package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many writers at once: no update is lost, and watchers see one history. */
@Timeout(120)
class ConcurrentWritesTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final int WRITERS = 8;
    private static final int EACH = 25;

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void staleUpdateIsRefusedInTheKnownWords() {
        Answer first = server.post(MAPS, Objects.configMap("a", "1")).ok();
        server.merge(MAPS + "/a", "{\"data\":{\"k\":\"2\"}}").ok();
        Answer refused = server.put(MAPS + "/a", first.body().toString());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.reason()).isEqualTo("Conflict");
        assertThat(refused.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply "
                                + "your changes to the latest version and try again");
    }

    @Test
    void incrementsAreNeverLostAndWatchersSeeThemAllInOrder() throws Exception {
        String start = server.post(MAPS, "{\"metadata\":{\"name\":\"a\"},\"data\":{\"n\":\"0\"}}")
                .ok()
                .revision();
        AtomicInteger conflicts = new AtomicInteger();
        try (TestWatch watch = new TestWatch(server, MAPS + "?watch=1&resourceVersion=" + start)) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(Thread.ofVirtual().start(() -> increment(conflicts)));
            }
            for (Thread writer : writers) {
                writer.join();
            }
            long before = Long.parseLong(start);
            for (int i = 1; i <= WRITERS * EACH; i++) {
                JsonNode event = watch.nextEvent();
                assertThat(event.at("/object/data/n").asInt()).isEqualTo(i);
                long revision = event.at("/object/metadata/resourceVersion").asLong();
                assertThat(revision).isGreaterThan(before);
                before = revision;
            }
        }
        assertThat(server.get(MAPS + "/a").at("/data/n").asInt()).isEqualTo(WRITERS * EACH);
    }

    private void increment(AtomicInteger conflicts) {
        int done = 0;
        while (done < EACH) {
            Answer read = server.get(MAPS + "/a").ok();
            int next = read.at("/data/n").asInt() + 1;
            String body = "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"" + read.revision()
                    + "\"},\"data\":{\"n\":\"" + next + "\"}}";
            Answer written = server.put(MAPS + "/a", body);
            if (written.status() == 200) {
                done++;
            } else {
                assertThat(written.status()).isEqualTo(409);
                conflicts.incrementAndGet();
            }
        }
    }

    @Test
    void patchesAreTriedAgain() throws Exception {
        server.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}").ok();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String key = "k" + i;
            writers.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < EACH; n++) {
                    server.merge(MAPS + "/a", "{\"data\":{\"" + key + "\":\"" + n + "\"}}")
                            .ok();
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        JsonNode data = server.get(MAPS + "/a").at("/data");
        assertThat(data).hasSize(WRITERS);
        data.forEach(value -> assertThat(value.asInt()).isEqualTo(EACH - 1));
    }

    /** Each writer begins anew as soon as it is done, so that somebody loses all the time. */
    @Test
    void ofAHundredWhoPatchOneObjectNobodyIsRefused() throws Exception {
        server.post(MAPS, "{\"metadata\":{\"name\":\"a\"}}").ok();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String key = "k" + i;
            writers.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 10; n++) {
                    Answer answer = server.merge(MAPS + "/a", "{\"data\":{\"" + key + "\":\"" + n + "\"}}");
                    if (answer.status() != 200) {
                        refused.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(refused.get()).isZero();
        assertThat(server.get(MAPS + "/a").at("/data")).hasSize(100);
    }

    @Test
    void writersReadTheirWritesInLists() {
        for (int i = 0; i < 50; i++) {
            String revision =
                    server.post(MAPS, Objects.configMap("c" + i, "x")).ok().revision();
            Answer list = server.get(MAPS).ok();
            assertThat(list.at("/items").findValuesAsText("k")).hasSizeGreaterThan(i);
            assertThat(Long.parseLong(list.revision())).isGreaterThanOrEqualTo(Long.parseLong(revision));
        }
    }
}
