package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.TestServer.Answer;
import io.jubernetes.kvstore.memory.MemoryStore;
import io.jubernetes.kvstore.rocks.RocksStore;
import io.jubernetes.kvstore.rocks.RocksStoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every resource of the catalogue is created, read, listed, watched, updated, patched and deleted, on both engines. */
@Timeout(180)
class EveryResourceTest {

    @TempDir
    static Path directory;

    private static final TestServer MEMORY = new TestServer(new MemoryStore());
    private static TestServer rocks = MEMORY;

    @BeforeAll
    static void open() throws IOException {
        RocksStoreConfig config =
                RocksStoreConfig.small(directory.resolve("store")).withSyncWrites(false);
        rocks = new TestServer(
                RocksStore.open(config, task -> Thread.ofPlatform().start(task)));
        for (TestServer server : new TestServer[] {MEMORY, rocks}) {
            server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        }
    }

    @AfterAll
    static void close() {
        MEMORY.close();
        rocks.close();
    }

    record Case(ResourceType type, boolean durable) {
        @Override
        public String toString() {
            return type.groupResource() + "/" + type.version() + (durable ? " rocks" : " memory");
        }

        TestServer server() {
            return durable ? rocks : MEMORY;
        }
    }

    static Stream<Case> cases() {
        return Catalogue.kubernetes().all().stream()
                .filter(type -> type.allows("create") && type.allows("list"))
                // the server itself writes to these: they have tests of their own
                .filter(type -> !type.kind().equals("CustomResourceDefinition"))
                .flatMap(type -> Stream.of(new Case(type, false), new Case(type, true)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void livesAWholeLife(Case which) throws Exception {
        TestServer server = which.server();
        ResourceType type = which.type();
        String all = Samples.path(type);
        String name = "sample";
        String one = all + "/" + name;
        ObjectNode sample = Samples.of(type, name);
        String start = server.get(all).ok().revision();
        try (TestWatch watch = new TestWatch(server, all + "?watch=1&resourceVersion=" + start)) {
            Answer created = server.post(all + "?fieldValidation=Strict", sample.toString());
            assertThat(created.status()).as(created.message()).isEqualTo(201);
            assertThat(created.at("/kind").asText()).isEqualTo(type.kind());
            assertThat(created.at("/apiVersion").asText()).isEqualTo(type.apiVersion());
            assertThat(watch.next()).isEqualTo("ADDED " + name);

            assertThat(server.get(one).ok().body()).isEqualTo(created.body());
            Answer list = server.get(all).ok();
            assertThat(list.at("/kind").asText()).isEqualTo(type.listKind());
            assertThat(list.at("/items").findValues("metadata").toString()).contains("\"" + name + "\"");

            assertThat(server.put(one, created.body().toString()).ok().revision())
                    .isEqualTo(created.revision());
            ObjectNode changed = created.body().deepCopy();
            ((ObjectNode) changed.get("metadata")).putObject("annotations").put("by", "put");
            Answer updated = server.put(one, changed.toString());
            assertThat(updated.ok().at("/metadata/annotations/by").asText()).isEqualTo("put");
            assertThat(watch.next()).isEqualTo("MODIFIED " + name);

            Answer patched = server.merge(one, "{\"metadata\":{\"labels\":{\"by\":\"patch\"}}}");
            assertThat(patched.ok().at("/metadata/labels/by").asText()).isEqualTo("patch");
            assertThat(patched.at("/metadata/uid")).isEqualTo(created.at("/metadata/uid"));
            assertThat(watch.next()).isEqualTo("MODIFIED " + name);
            gone(server, type, one, watch);
        }
    }

    private static void gone(TestServer server, ResourceType type, String one, TestWatch watch) throws Exception {
        server.delete(one + "?propagationPolicy=Background").ok();
        if (type.kind().equals("Namespace")) {
            assertThat(watch.next()).isEqualTo("MODIFIED sample");
            server.put(one + "/finalize", "{\"metadata\":{\"name\":\"sample\"},\"spec\":{}}")
                    .ok();
        }
        if (type.kind().matches("PersistentVolume.*|VolumeAttributesClass")) {
            // a controller lets them go when nobody uses them
            assertThat(watch.next()).isEqualTo("MODIFIED sample");
            server.merge(one, "{\"metadata\":{\"finalizers\":null}}").ok();
        }
        assertThat(watch.next()).startsWith("DELETED ");
        assertThat(server.get(one).status()).isEqualTo(404);
    }
}
