package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apiserver.ApiServerConfig.Limits;
import io.jubernetes.kvstore.VersionedStore;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the durable engine gives watchers across a restart of the server. */
@Timeout(60)
class DurableWatchTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    @TempDir
    Path directory;

    private TestServer open() throws IOException {
        RocksStoreConfig config =
                RocksStoreConfig.small(directory.resolve("store")).withSyncWrites(false);
        VersionedStore store =
                RocksStore.open(config, task -> Thread.ofPlatform().start(task));
        return new TestServer(store, ApiServerConfig.defaults().withLimits(new Limits(3 << 20, 8, 64)));
    }

    @Test
    void watchersResumeWhereTheyWere() throws Exception {
        String start;
        try (TestServer server = open()) {
            start = server.post(MAPS, Objects.configMap("a", "0")).ok().revision();
            for (int i = 1; i <= 20; i++) {
                server.merge(MAPS + "/a", "{\"data\":{\"k\":\"" + i + "\"}}").ok();
            }
        }
        try (TestServer server = open();
                TestWatch watch = new TestWatch(server, MAPS + "?watch=1&resourceVersion=" + start)) {
            for (int i = 1; i <= 20; i++) {
                assertThat(watch.nextEvent().at("/object/data/k").asInt()).isEqualTo(i);
            }
            server.merge(MAPS + "/a", "{\"data\":{\"k\":\"21\"}}").ok();
            assertThat(watch.nextEvent().at("/object/data/k").asInt()).isEqualTo(21);
        }
    }
}
