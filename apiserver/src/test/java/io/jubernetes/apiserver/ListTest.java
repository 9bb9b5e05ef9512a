package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists: pages at one revision, selectors, older revisions, other forms. */
@Timeout(60)
class ListTest {

    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer server = new TestServer();

    @BeforeEach
    void create() {
        server.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"other\"}}").ok();
        server.post("/api/v1/namespaces/other/configmaps", Objects.configMap("elsewhere", "x"))
                .ok();
        for (int i = 0; i < 7; i++) {
            server.post(MAPS, "{\"metadata\":{\"name\":\"c" + i + "\",\"labels\":{\"odd\":\"" + (i % 2 == 1) + "\"}}}")
                    .ok();
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static List<String> names(Answer list) {
        List<String> names = new ArrayList<>();
        for (JsonNode item : list.ok().at("/items")) {
            names.add(item.at("/metadata/name").asText());
        }
        return names;
    }

    @Test
    void pagesShowOneRevision() {
        Answer first = server.get(MAPS + "?limit=3");
        assertThat(names(first)).containsExactly("c0", "c1", "c2");
        assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(4);
        server.delete(MAPS + "/c4").ok();
        server.post(MAPS, Objects.configMap("c3a", "new")).ok();
        String token = first.at("/metadata/continue").asText();
        Answer second = server.get(MAPS + "?limit=3&continue=" + token);
        assertThat(names(second)).containsExactly("c3", "c4", "c5");
        assertThat(second.revision()).isEqualTo(first.revision());
        Answer third = server.get(
                MAPS + "?limit=3&continue=" + second.at("/metadata/continue").asText());
        assertThat(names(third)).containsExactly("c6");
        assertThat(third.at("/metadata").has("continue")).isFalse();
    }

    @Test
    void compactedPageOffersAFreshToken() {
        String token = server.get(MAPS + "?limit=3").at("/metadata/continue").asText();
        server.delete(MAPS + "/c4").ok();
        server.store().compact(server.store().revision());
        Answer expired = server.get(MAPS + "?limit=3&continue=" + token);
        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.reason()).isEqualTo("Expired");
        String fresh = expired.at("/metadata/continue").asText();
        assertThat(names(server.get(MAPS + "?limit=3&continue=" + fresh))).containsExactly("c3", "c5", "c6");
    }

    @Test
    void selectorsChoose() {
        assertThat(names(server.get(MAPS + "?labelSelector=odd%3Dtrue"))).containsExactly("c1", "c3", "c5");
        assertThat(names(server.get(MAPS + "?labelSelector=odd%21%3Dtrue&limit=2")))
                .containsExactly("c0", "c2");
        assertThat(names(server.get(MAPS + "?fieldSelector=metadata.name%3Dc3")))
                .containsExactly("c3");
        assertThat(names(server.get("/api/v1/configmaps?fieldSelector=metadata.namespace%3Dother")))
                .containsExactly("elsewhere");
        Answer refused = server.get(MAPS + "?fieldSelector=data.x%3D1");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message())
                .isEqualTo("\"data.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"");
        assertThat(server.get("/api/v1/pods?fieldSelector=spec.x%3D1").message())
                .isEqualTo("field label not supported: spec.x");
    }

    @Test
    void olderRevisionsAreReadExactly() {
        String before = server.get(MAPS).revision();
        server.delete(MAPS + "/c0").ok();
        server.merge(MAPS + "/c1", "{\"data\":{\"k\":\"later\"}}").ok();
        Answer then = server.get(MAPS + "?resourceVersionMatch=Exact&resourceVersion=" + before);
        assertThat(names(then)).startsWith("c0", "c1").hasSize(7);
        assertThat(then.revision()).isEqualTo(before);
        assertThat(then.at("/items/1").has("data")).isFalse();
        assertThat(names(server.get(MAPS + "?resourceVersionMatch=NotOlderThan&resourceVersion=" + before)))
                .hasSize(6);
    }

    @Test
    void oneObjectIsReadAsItWas() {
        String before = server.get(MAPS).revision();
        server.merge(MAPS + "/c1", "{\"data\":{\"k\":\"later\"}}").ok();
        server.delete(MAPS + "/c0").ok();
        String exactly = "?resourceVersionMatch=Exact&resourceVersion=" + before;
        assertThat(server.get(MAPS + "/c1" + exactly).ok().body().has("data")).isFalse();
        assertThat(server.get(MAPS + "/c0" + exactly).ok().name()).isEqualTo("c0");
        assertThat(server.get(MAPS + "/c0").status()).isEqualTo(404);
    }

    @Test
    void contradictoryOptionsAreRefused() {
        Answer refused = server.get(MAPS + "?resourceVersionMatch=Exact");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message())
                .isEqualTo(
                        "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch "
                                + "is forbidden unless resourceVersion is provided");
        assertThat(server.get(MAPS + "?continue=nonsense").status()).isEqualTo(400);
        assertThat(server.get(MAPS + "?resourceVersion=abc").status()).isEqualTo(422);
    }

    @Test
    void tablesAndMetadataAreOtherForms() {
        Answer table = server.call(
                "GET", MAPS + "?limit=2", Headers.of("accept", "application/json;as=Table;v=v1;g=meta.k8s.io"), "");
        assertThat(table.ok().at("/kind").asText()).isEqualTo("Table");
        assertThat(table.at("/rows")).hasSize(2);
        assertThat(table.at("/metadata/remainingItemCount").asInt()).isEqualTo(5);
        Answer partial = server.call(
                "GET",
                MAPS,
                Headers.of("accept", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"),
                "");
        assertThat(partial.at("/kind").asText()).isEqualTo("PartialObjectMetadataList");
        assertThat(partial.at("/items/0").has("data")).isFalse();
    }

    @Test
    void rowsFollowTheirObjects() {
        Headers table = Headers.of("accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
        String one = MAPS + "?fieldSelector=metadata.name%3Dc0";
        for (String include : List.of("", "&includeObject=None", "&includeObject=Object", "&includeObject=Metadata")) {
            Answer before = server.call("GET", one + include, table, "").ok();
            Answer again = server.call("GET", one + include, table, "").ok();
            assertThat(again.at("/rows/0/object")).isEqualTo(before.at("/rows/0/object"));
            assertThat(before.at("/rows/0/cells/0").asText()).isEqualTo("c0");
        }
        assertThat(server.call("GET", one, table, "").at("/rows/0/cells/1").asText())
                .isEqualTo("0");
        server.call(
                        "PATCH",
                        MAPS + "/c0",
                        Headers.of("content-type", "application/merge-patch+json"),
                        "{\"data\":{\"a\":\"b\"}}")
                .ok();
        Answer after = server.call("GET", one, table, "").ok();
        assertThat(after.at("/rows/0/cells/1").asText()).isEqualTo("1");
        assertThat(after.at("/rows/0/object/metadata"))
                .isEqualTo(server.get(MAPS + "/c0").ok().at("/metadata"));
    }

    @Test
    void longListsAreStreamedAsShortOnesAreSent() {
        for (int i = 0; i < 520; i++) {
            server.post(MAPS, Objects.configMap("long-" + i, "x")).ok();
        }
        String forms = "application/json;as=%s;v=v1;g=meta.k8s.io";
        for (String form : List.of("Table", "PartialObjectMetadataList")) {
            Headers accept = Headers.of("accept", forms.formatted(form));
            String items = form.equals("Table") ? "/rows" : "/items";
            ApiResponse streamed = server.send("GET", MAPS, accept, new byte[0]);
            assertThat(streamed.body()).isInstanceOf(ResponseBody.Finite.class);
            Answer whole = server.call("GET", MAPS, accept, "").ok();
            Answer first = server.call("GET", MAPS + "?limit=300", accept, "").ok();
            String token = first.at("/metadata/continue").asText();
            Answer second = server.call("GET", MAPS + "?limit=300&continue=" + token, accept, "")
                    .ok();
            List<JsonNode> pages = new ArrayList<>();
            first.at(items).forEach(item -> pages.add(ageless(item)));
            second.at(items).forEach(item -> pages.add(ageless(item)));
            List<JsonNode> all = new ArrayList<>();
            whole.at(items).forEach(item -> all.add(ageless(item)));
            assertThat(all).hasSize(527).containsExactlyElementsOf(pages);
            assertThat(whole.at("/kind")).isEqualTo(first.at("/kind"));
            assertThat(whole.at("/metadata").fieldNames()).toIterable().containsExactly("resourceVersion");
        }
    }

    /** A row without the cell that tells its age, which is the last one. */
    private static JsonNode ageless(JsonNode item) {
        if (item.path("cells") instanceof ArrayNode cells) {
            cells.remove(cells.size() - 1);
        }
        return item;
    }
}
