package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protobuf form, in requests and in answers. */
@Timeout(60)
class ProtobufTest {

    private static final String PROTOBUF = ProtobufCodec.MEDIA_TYPE;
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private final TestServer server = new TestServer();
    private final ProtobufCodec codec = ProtobufCodec.kubernetes();

    @AfterEach
    void close() {
        server.close();
    }

    private ApiResponse send(String method, String path, String json) {
        Headers headers = Headers.of("accept", PROTOBUF, "content-type", PROTOBUF);
        byte[] body = json.isEmpty()
                ? new byte[0]
                : codec.encode(
                        Json.decode(json.getBytes(StandardCharsets.UTF_8)).object());
        return server.send(method, path, headers, body);
    }

    private ObjectNode read(ApiResponse response) {
        assertThat(response.headers().first("content-type")).isEqualTo(PROTOBUF);
        return codec.decode(((ResponseBody.Bytes) response.body()).join());
    }

    @Test
    void objectsComeAndGo() {
        ApiResponse created = send("POST", MAPS, """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v","empty":""}}""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(read(created).at("/data")).hasToString("{\"k\":\"v\",\"empty\":\"\"}");

        ObjectNode stored = server.get(MAPS + "/a").body();
        assertThat(read(send("GET", MAPS + "/a", ""))).isEqualTo(stored);
        assertThat(stored.at("/metadata/managedFields/0/fieldsV1")).isNotEmpty();
        assertThat(read(send("PUT", MAPS + "/a", stored.toString()))).isEqualTo(stored);

        ApiResponse deleted = send("DELETE", MAPS + "/a", """
                {"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"dryRun":["All"]}""");
        assertThat(read(deleted).path("status").asText()).isEqualTo("Success");
        assertThat(server.get(MAPS + "/a").status()).isEqualTo(200);
    }

    @Test
    void listsCarryAllObjectsOrTheirMetadata() {
        server.post(MAPS, Objects.configMap("a", "1")).ok();
        server.post(MAPS, Objects.configMap("b", "2")).ok();

        ObjectNode list = read(send("GET", MAPS, ""));
        assertThat(list.path("kind").asText()).isEqualTo("ConfigMapList");
        assertThat(list.at("/metadata/resourceVersion").asText()).isNotEmpty();
        assertThat(list.at("/items/1/data/k").asText()).isEqualTo("2");

        Headers metadata = Headers.of("accept", PROTOBUF + ";as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        ObjectNode partial = read(server.send("GET", MAPS, metadata, new byte[0]));
        assertThat(partial.path("kind").asText()).isEqualTo("PartialObjectMetadataList");
        assertThat(partial.at("/items/0/metadata/name").asText()).isEqualTo("a");
        assertThat(partial.at("/items/0").has("data")).isFalse();
    }

    @Test
    void refusalsAndReviewsComeInTheSameForm() {
        ApiResponse missing = send("GET", MAPS + "/missing", "");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(read(missing).path("reason").asText()).isEqualTo("NotFound");
        assertThat(read(missing).at("/details/name").asText()).isEqualTo("missing");

        ApiResponse who = send(
                "POST",
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}");
        assertThat(read(who).at("/status/userInfo/username").asText()).isEqualTo("admin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.kubernetes.protobuf,application/json | application/vnd.kubernetes.protobuf",
                "application/vnd.kubernetes.protobuf;q=0.5,application/json;q=0.9 | application/json",
                "application/vnd.kubernetes.protobuf;as=Table;v=v1;g=meta.k8s.io,application/json | application/json",
                "text/html,application/vnd.kubernetes.protobuf;q=0.1 | application/vnd.kubernetes.protobuf"
            })
    void theClientChooses(String accept, String contentType) {
        assertThat(server.call("GET", MAPS, Headers.of("accept", accept), "")
                        .headers()
                        .first("content-type"))
                .isEqualTo(contentType);
    }

    @Test
    void yamlSaysTheSame() {
        ObjectNode stored = server.post(MAPS, Objects.configMap("a", "yes: no\\n- 1.0"))
                .ok()
                .body();
        String text = server.call("GET", MAPS + "/a", Headers.of("accept", "application/yaml"), "")
                .at("/text")
                .asText();
        assertThat(text).startsWith("apiVersion: v1\ndata:\n  k: |-\n    yes: no\n    - 1.0\nkind: ConfigMap\n");
        assertThat(Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object()).isEqualTo(stored);
    }

    @Test
    void tablesHaveNoProtobufForm() {
        Headers table = Headers.of("accept", PROTOBUF + ";as=Table;v=v1;g=meta.k8s.io");
        ApiResponse refused = server.send("GET", MAPS, table, new byte[0]);
        assertThat(refused.status()).isEqualTo(406);
    }

    @Test
    void brokenBodiesAreRefused() {
        Headers headers = Headers.of("content-type", PROTOBUF);
        assertThat(server.call("POST", MAPS, headers, "k8s\0\n\u0064x").message())
                .isEqualTo("protobuf parse error: unexpected end: a length of 100 with 1 bytes left");
        assertThat(server.call("POST", MAPS, headers, "{}").message()).contains("expected prefix 6b 38 73 00");
    }

    /** Takes some pieces and goes away. */
    private static final class Receiver implements BodySink {
        private final List<byte[]> pieces = new ArrayList<>();
        private final int wanted;

        Receiver(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void write(byte[] piece) throws IOException {
            pieces.add(piece);
            if (pieces.size() == wanted) {
                throw new IOException("gone");
            }
        }

        @Override
        public void onClose(Runnable action) {
            // it goes away by refusing the next piece
        }
    }

    @Test
    void watchersGetFramesWithALength() {
        server.post(MAPS, Objects.configMap("a", "1")).ok();
        ApiResponse watch = send(
                "GET",
                MAPS + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true",
                "");
        assertThat(watch.headers().first("content-type")).isEqualTo(PROTOBUF + ";stream=watch");

        Receiver receiver = new Receiver(2);
        assertThatThrownBy(() -> ((ResponseBody.Stream) watch.body()).writeTo(receiver))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");

        assertThat(event(receiver.pieces.get(0), "ADDED").at("/data/k").asText())
                .isEqualTo("1");
        assertThat(event(receiver.pieces.get(1), "BOOKMARK").at("/metadata/annotations"))
                .hasToString("{\"k8s.io/initial-events-end\":\"true\"}");
    }

    private ObjectNode event(byte[] frame, String type) {
        assertThat(ByteBuffer.wrap(frame).getInt()).isEqualTo(frame.length - 4);
        String text = new String(frame, StandardCharsets.ISO_8859_1);
        int object = text.indexOf("k8s\0");
        assertThat(text.substring(0, object)).contains(type);
        return codec.decode(Arrays.copyOfRange(frame, object, frame.length));
    }
}
