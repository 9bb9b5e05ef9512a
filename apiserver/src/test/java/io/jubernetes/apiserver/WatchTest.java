package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apiserver.ApiServerConfig.Limits;
import io.jubernetes.kvstore.memory.MemoryStore;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What watchers see. */
@Timeout(60)
class WatchTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer server =
            new TestServer(new MemoryStore(), ApiServerConfig.defaults().withLimits(new Limits(3 << 20, 8, 4)));

    @AfterEach
    void close() {
        server.close();
    }

    private String create(String name, String label) {
        return server.post(MAPS, "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"l\":\"" + label + "\"}}}")
                .ok()
                .revision();
    }

    private void label(String name, String label) {
        server.merge(MAPS + "/" + name, "{\"metadata\":{\"labels\":{\"l\":\"" + label + "\"}}}")
                .ok();
    }

    @Test
    void beginsWithTheStateAndFollowsChanges() throws Exception {
        create("a", "x");
        try (TestWatch watch = new TestWatch(server, MAPS + "?watch=true")) {
            assertThat(watch.next()).isEqualTo("ADDED a");
            create("b", "x");
            assertThat(watch.next()).isEqualTo("ADDED b");
            label("a", "y");
            assertThat(watch.next()).isEqualTo("MODIFIED a");
            server.delete(MAPS + "/a").ok();
            JsonNode deleted = watch.nextEvent();
            assertThat(deleted.at("/type").asText()).isEqualTo("DELETED");
            assertThat(deleted.at("/object/metadata/resourceVersion").asLong())
                    .isEqualTo(server.store().revision());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&sendInitialEvents=false&resourceVersionMatch=NotOlderThan"})
    void whoHasBeenAnsweredMissesNothingOfWhatFollows(String options) throws Exception {
        create("before", "y");
        ResponseBody.Stream answer =
                TestWatch.opened(server, MAPS + "?watch=1&labelSelector=l%3Dx" + options, Headers.EMPTY);
        create("brief", "x");
        server.delete(MAPS + "/brief").ok();
        try (TestWatch watch = new TestWatch(answer, new CountDownLatch(0))) {
            assertThat(watch.next()).isEqualTo("ADDED brief");
            assertThat(watch.next()).isEqualTo("DELETED brief");
        }
    }

    @Test
    void objectsEnterAndLeaveASelection() throws Exception {
        String start = create("a", "x");
        String path = MAPS + "?watch=1&labelSelector=l%3Dy&resourceVersion=" + start;
        try (TestWatch watch = new TestWatch(server, path)) {
            create("other", "z");
            label("a", "y");
            assertThat(watch.next()).isEqualTo("ADDED a");
            label("a", "z");
            JsonNode gone = watch.nextEvent();
            assertThat(gone.at("/type").asText()).isEqualTo("DELETED");
            assertThat(gone.at("/object/metadata/labels/l").asText()).isEqualTo("y");
            label("a", "y");
            assertThat(watch.next()).isEqualTo("ADDED a");
        }
    }

    @Test
    void podsOfANodeAreFoundByTheirField() throws Exception {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        String pods = "/api/v1/namespaces/default/pods";
        String path = "/api/v1/pods?watch=1&fieldSelector=spec.nodeName%3Dn1";
        try (TestWatch watch = new TestWatch(server, path)) {
            for (String name : new String[] {"a", "b"}) {
                server.post(pods, Objects.pod(name)).ok();
            }
            server.post(pods + "/a/binding", "{\"target\":{\"name\":\"n2\"}}").ok();
            server.post(pods + "/b/binding", "{\"target\":{\"name\":\"n1\"}}").ok();
            assertThat(watch.next()).isEqualTo("ADDED b");
        }
    }

    @Test
    void resumesFromMemoryAndFromHistory() throws Exception {
        String start = create("a", "0");
        for (int i = 1; i <= 30; i++) {
            label("a", Integer.toString(i));
        }
        // the ring holds eight changes: the first come from the store
        try (TestWatch watch = new TestWatch(server, MAPS + "?watch=1&resourceVersion=" + start)) {
            for (int i = 1; i <= 30; i++) {
                assertThat(watch.nextEvent().at("/object/metadata/labels/l").asText())
                        .isEqualTo(Integer.toString(i));
            }
            label("a", "live");
            assertThat(watch.nextEvent().at("/object/metadata/labels/l").asText())
                    .isEqualTo("live");
        }
    }

    @Test
    void compactedHistoryIsExpired() throws Exception {
        String start = create("a", "0");
        for (int i = 1; i <= 30; i++) {
            label("a", Integer.toString(i));
        }
        server.store().compact(server.store().revision());
        try (TestWatch watch = new TestWatch(server, MAPS + "?watch=1&resourceVersion=" + start)) {
            JsonNode error = watch.nextEvent();
            assertThat(error.at("/type").asText()).isEqualTo("ERROR");
            assertThat(error.at("/object/code").asInt()).isEqualTo(410);
            assertThat(error.at("/object/reason").asText()).isEqualTo("Expired");
            assertThat(error.at("/object/message").asText()).startsWith("too old resource version: " + start + " (");
            assertThat(watch.hasEnded()).isTrue();
        }
    }

    @Test
    void slowWatcherIsSentAwayAndNobodyElse() throws Exception {
        String start = create("a", "0");
        CountDownLatch gate = new CountDownLatch(1);
        String path = MAPS + "?watch=1&resourceVersion=" + start;
        try (TestWatch slow = new TestWatch(server, path, gate);
                TestWatch quick = new TestWatch(server, path)) {
            label("a", "first");
            assertThat(quick.nextEvent().at("/object/metadata/labels/l").asText())
                    .isEqualTo("first");
            for (int i = 0; i < 20; i++) {
                label("a", "n" + i);
                assertThat(quick.nextEvent().at("/object/metadata/labels/l").asText())
                        .isEqualTo("n" + i);
            }
            gate.countDown();
            assertThat(slow.hasEnded()).isTrue();
            JsonNode last = slow.nextEvent();
            while (!slow.isQuiet()) {
                last = slow.nextEvent();
            }
            assertThat(last.at("/object/code").asInt()).isEqualTo(410);
        }
    }

    @Test
    void initialEventsEndWithABookmark() throws Exception {
        create("a", "x");
        String path =
                MAPS + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (TestWatch watch = new TestWatch(server, path)) {
            assertThat(watch.next()).isEqualTo("ADDED a");
            JsonNode bookmark = watch.nextEvent();
            assertThat(bookmark.at("/type").asText()).isEqualTo("BOOKMARK");
            assertThat(bookmark.at("/object/kind").asText()).isEqualTo("ConfigMap");
            assertThat(bookmark.at("/object/metadata/annotations/k8s.io~1initial-events-end")
                            .asText())
                    .isEqualTo("true");
            assertThat(bookmark.at("/object/metadata/resourceVersion").asLong())
                    .isEqualTo(server.store().revision());
        }
    }

    @Test
    void timeoutEndsWithABookmark() throws Exception {
        create("a", "x");
        try (TestWatch watch = new TestWatch(server, MAPS + "?watch=1&timeoutSeconds=1&allowWatchBookmarks=true")) {
            assertThat(watch.next()).isEqualTo("ADDED a");
            assertThat(watch.next()).startsWith("BOOKMARK");
            assertThat(watch.hasEnded()).isTrue();
        }
    }

    @Test
    void tablesAreWatchedRowByRow() throws Exception {
        Headers table = Headers.of("accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        try (TestWatch watch = new TestWatch(server, MAPS + "?watch=1", table, new CountDownLatch(0))) {
            create("a", "x");
            JsonNode event = watch.nextEvent();
            assertThat(event.at("/object/kind").asText()).isEqualTo("Table");
            assertThat(event.at("/object/columnDefinitions").findValuesAsText("name"))
                    .contains("Name");
            assertThat(event.at("/object/rows/0/object/metadata/name").asText()).isEqualTo("a");
            create("b", "x");
            create("c", "x");
            for (String name : List.of("b", "c")) {
                JsonNode later = watch.nextEvent();
                assertThat(later.at("/object/columnDefinitions").isNull())
                        .as("columns are told once")
                        .isTrue();
                assertThat(later.at("/object/rows/0/object/metadata/name").asText())
                        .isEqualTo(name);
            }
        }
    }

    @Test
    void pathsOfOldWatch() throws InterruptedException {
        create("a", "x");
        create("b", "x");
        String old = "/api/v1/watch/namespaces/default/configmaps";
        try (TestWatch all = new TestWatch(server, old, new CountDownLatch(0));
                TestWatch one = new TestWatch(server, old + "/b", new CountDownLatch(0))) {
            assertThat(all.next()).isEqualTo("ADDED a");
            assertThat(all.next()).isEqualTo("ADDED b");
            assertThat(one.next()).isEqualTo("ADDED b");
        }
        assertThat(server.delete(old + "/b").status()).isEqualTo(405);
    }

    @Test
    void futureRevisionIsTooLarge() {
        var answer = server.get(MAPS + "?watch=1&resourceVersion=999999");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.message()).startsWith("Too large resource version: 999999, current: ");
    }
}
