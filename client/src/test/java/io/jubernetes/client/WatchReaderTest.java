package io.jubernetes.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.json.ObjectCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WatchReaderTest {

    private static final String FRAMES = """
            {"type":"ADDED","object":{"metadata":{"name":"ä","resourceVersion":"1"}}}
            {"object":{"metadata":{"name":"b","resourceVersion":"2"}},"type":"MODIFIED"}

            {"type":"DELETED","more":{"x":[1]},"object":{"metadata":{"name":"c","resourceVersion":"3"}}}\r
            {"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}}
            """;

    private final List<String> seen = new ArrayList<>();

    @Test
    void frames_may_be_cut_anywhere() throws Exception {
        byte[] all = FRAMES.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= all.length; size++) {
            seen.clear();
            WatchReader<Pod> reader = reader();
            for (int from = 0; from < all.length; from += size) {
                reader.write(Arrays.copyOfRange(all, from, Math.min(all.length, from + size)));
            }
            assertThat(seen).containsExactly("Added ä", "Modified b", "Deleted c", "Bookmark 9 true");
        }
    }

    @Test
    void an_error_is_thrown() {
        assertThatThrownBy(() -> read("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
                        + "\"reason\":\"Expired\",\"message\":\"too old resource version\"}}\n"))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo(410))
                .hasMessage("too old resource version");
    }

    @Test
    void what_is_not_an_event_is_refused() {
        for (String line : List.of(
                "x",
                "[]",
                "{}",
                "{\"type\":\"ADDED\"}",
                "{\"type\":\"WHAT\",\"object\":{}}",
                "{\"type\":\"ADDED\",\"object\":[]}",
                "{\"type\":\"ADDED\",\"object\":null}",
                "null",
                "{\"type\"")) {
            assertThatThrownBy(() -> read(line + "\n")).as(line).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_frame_without_end_is_refused_before_memory_is() {
        WatchReader<Pod> reader = reader();
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) 'x');
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        reader.write(piece);
                    }
                })
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining("larger than");
    }

    private void read(String text) throws IOException, InterruptedException {
        reader().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private WatchReader<Pod> reader() {
        return new WatchReader<>(ObjectCodec.typed(Pod.class), event -> {
            seen.add(
                    switch (event) {
                        case WatchEvent.Added<Pod>(Pod pod) ->
                            "Added " + pod.getMetadata().getName();
                        case WatchEvent.Modified<Pod>(Pod pod) ->
                            "Modified " + pod.getMetadata().getName();
                        case WatchEvent.Deleted<Pod>(Pod pod) ->
                            "Deleted " + pod.getMetadata().getName();
                        case WatchEvent.Bookmark<Pod>(String at, boolean end) -> "Bookmark " + at + " " + end;
                    });
            return true;
        });
    }
}
