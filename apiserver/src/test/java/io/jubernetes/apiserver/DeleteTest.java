package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deleting: at once, after finalizers, with preconditions, all of a collection. */
@Timeout(60)
class DeleteTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer server = new TestServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWithAStatusThatNamesTheObject() {
        Answer created = server.post(MAPS, Objects.configMap("a", "1")).ok();
        Answer deleted = server.delete(MAPS + "/a").ok();
        assertThat(deleted.at("/kind").asText()).isEqualTo("Status");
        assertThat(deleted.at("/status").asText()).isEqualTo("Success");
        assertThat(deleted.at("/details/uid")).isEqualTo(created.at("/metadata/uid"));
        Answer gone = server.delete(MAPS + "/a");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.message()).isEqualTo("configmaps \"a\" not found");
    }

    @Test
    void finalizersHoldAnObjectUntilTheLastGoes() {
        server.post(MAPS, "{\"metadata\":{\"name\":\"a\",\"finalizers\":[\"x.io/one\",\"x.io/two\"]}}")
                .ok();
        Answer marked = server.delete(MAPS + "/a").ok();
        assertThat(marked.at("/metadata/deletionTimestamp").asText()).isNotEmpty();
        Answer again = server.delete(MAPS + "/a").ok();
        assertThat(again.revision()).isEqualTo(marked.revision());
        Answer refused = server.merge(MAPS + "/a", "{\"metadata\":{\"finalizers\":[\"x.io/one\",\"x.io/new\"]}}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("no new finalizers can be added if the object is being deleted");
        server.merge(MAPS + "/a", "{\"metadata\":{\"finalizers\":[\"x.io/two\"]}}")
                .ok();
        assertThat(server.get(MAPS + "/a").status()).isEqualTo(200);
        server.merge(MAPS + "/a", "{\"metadata\":{\"finalizers\":null}}").ok();
        assertThat(server.get(MAPS + "/a").status()).isEqualTo(404);
    }

    @Test
    void propagationBecomesAFinalizer() {
        server.post(MAPS, Objects.configMap("a", "1")).ok();
        Answer foreground =
                server.delete(MAPS + "/a?propagationPolicy=Foreground").ok();
        assertThat(foreground.at("/metadata/finalizers/0").asText()).isEqualTo("foregroundDeletion");
        server.post(MAPS, Objects.configMap("b", "1")).ok();
        Answer orphan =
                server.delete(MAPS + "/b", "{\"propagationPolicy\":\"Orphan\"}").ok();
        assertThat(orphan.at("/metadata/finalizers/0").asText()).isEqualTo("orphan");
        assertThat(server.delete(MAPS + "/b?propagationPolicy=Sideways").status())
                .isEqualTo(422);
    }

    @Test
    void preconditionsProtect() {
        Answer created = server.post(MAPS, Objects.configMap("a", "1")).ok();
        Answer refused = server.delete(MAPS + "/a", "{\"preconditions\":{\"uid\":\"other\"}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("Precondition failed: UID in precondition: other, UID in object meta: ");
        String uid = created.at("/metadata/uid").asText();
        server.delete(
                        MAPS + "/a",
                        "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"preconditions\":{\"uid\":\"" + uid
                                + "\"}}")
                .ok();
    }

    @Test
    void collectionsGoBySelector() {
        for (String name : new String[] {"a", "b"}) {
            server.post(MAPS, "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"l\":\"" + name + "\"}}}")
                    .ok();
        }
        server.delete(MAPS + "?labelSelector=l%3Da").ok();
        assertThat(server.get(MAPS + "/a").status()).isEqualTo(404);
        assertThat(server.get(MAPS + "/b").status()).isEqualTo(200);
    }

    @Test
    void someNamespacesNeverGo() {
        Answer refused = server.delete("/api/v1/namespaces/default");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("namespaces \"default\" is forbidden: this namespace may not be deleted");
    }

    @Test
    void evictionDeletes() {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        server.post("/api/v1/namespaces/default/pods", Objects.pod("a")).ok();
        Answer evicted = server.post(
                "/api/v1/namespaces/default/pods/a/eviction",
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"a\"}}");
        assertThat(evicted.status()).as(evicted.message()).isEqualTo(201);
        assertThat(server.get("/api/v1/namespaces/default/pods/a").status()).isEqualTo(404);
    }
}
