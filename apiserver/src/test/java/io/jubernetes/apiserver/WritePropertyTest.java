package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** What holds of any sequence of writes: creates, replacements, patches of four kinds, deletes. */
@Timeout(60)
class WritePropertyTest {

    private static final TestServer SERVER = new TestServer();
    private static final int OBJECTS = 4;
    private static final int WRITES = 40;
    private static final String END = "the-end";

    private static final List<String> KINDS = List.of(
            "/apis/apps/v1/namespaces/%s/deployments",
            "/api/v1/namespaces/%s/configmaps", "/api/v1/namespaces/%s/services");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @RepeatedTest(60)
    void theHistoryOfWatchesIsTheList(RepetitionInfo run) throws InterruptedException {
        Random random = new Random(run.getCurrentRepetition());
        String path = begin("history-" + run.getCurrentRepetition(), random);
        String start = listRevision(path);
        Map<String, Map<String, JsonNode>> states = new TreeMap<>();
        for (int i = 0; i < WRITES; i++) {
            write(path, random);
            if (random.nextInt(10) == 0) {
                states.put(listRevision(path), items(path));
            }
        }
        states.put(start, Map.of());
        SERVER.post(path, object(path, END, "1")).ok();
        Map<String, JsonNode> end = items(path);
        for (Map.Entry<String, Map<String, JsonNode>> from : states.entrySet()) {
            assertThat(replayed(path, from.getKey(), from.getValue())).isEqualTo(end);
        }
    }

    /** Takes events up to the object that is made when all else is done. */
    private static Map<String, JsonNode> replayed(String path, String from, Map<String, JsonNode> state)
            throws InterruptedException {
        Map<String, JsonNode> objects = new TreeMap<>(state);
        long seen = Long.parseLong(from);
        try (TestWatch watch = new TestWatch(SERVER, path + "?watch=1&resourceVersion=" + from)) {
            while (!objects.containsKey(END)) {
                JsonNode event = watch.nextEvent();
                JsonNode object = event.path("object");
                String name = object.at("/metadata/name").asText();
                long revision = object.at("/metadata/resourceVersion").asLong();
                assertThat(revision).isGreaterThan(seen);
                assertThat(event.path("type").asText()).isEqualTo(typeOf(objects, name, event));
                seen = revision;
                if (event.path("type").asText().equals("DELETED")) {
                    objects.remove(name);
                } else {
                    objects.put(name, object);
                }
            }
        }
        return objects;
    }

    private static String typeOf(Map<String, JsonNode> objects, String name, JsonNode event) {
        if (!objects.containsKey(name)) {
            return "ADDED";
        }
        return event.path("type").asText().equals("DELETED") ? "DELETED" : "MODIFIED";
    }

    @RepeatedTest(60)
    void whatChangesNothingWritesNothing(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String path = begin("noop-" + run.getCurrentRepetition(), random);
        for (int i = 0; i < WRITES / 2; i++) {
            write(path, random);
        }
        items(path).forEach((name, object) -> {
            String of = path + "/" + name;
            String before = object.at("/metadata/resourceVersion").asText();
            ObjectNode unversioned = object.deepCopy();
            unversioned.withObjectProperty("metadata").remove("resourceVersion");
            List<Answer> answers = List.of(
                    SERVER.put(of, object.toString()),
                    SERVER.put(of, unversioned.toString()),
                    SERVER.merge(of, "{}"),
                    SERVER.merge(of, unversioned.toString()),
                    SERVER.patch(of, "json-patch", "[]"),
                    SERVER.patch(
                            of,
                            "json-patch",
                            "[{\"op\":\"test\",\"path\":\"/metadata/name\",\"value\":\"" + name + "\"}]"),
                    SERVER.patch(of, "strategic-merge-patch", "{}"),
                    SERVER.patch(of, "strategic-merge-patch", "{\"metadata\":{\"name\":\"" + name + "\"}}"));
            answers.forEach(answer -> {
                assertThat(answer.ok().revision()).isEqualTo(before);
                assertThat(answer.body()).isEqualTo(object);
            });
        });
    }

    /** Of the same starting point: what a patch makes is what the server keeps, and the next read shows. */
    @RepeatedTest(60)
    void whatIsAnsweredIsWhatIsRead(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String path = begin("read-" + run.getCurrentRepetition(), random);
        for (int i = 0; i < WRITES; i++) {
            Answer answer = write(path, random);
            if (answer.status() < 300
                    && answer.body().has("metadata")
                    && !answer.body().path("kind").asText().equals("Status")) {
                Answer read = SERVER.get(path + "/" + answer.name());
                if (read.status() == 200) {
                    assertThat(read.body()).isEqualTo(answer.body());
                }
            }
        }
    }

    private static String begin(String namespace, Random random) {
        SERVER.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + namespace + "\"}}")
                .ok();
        return KINDS.get(random.nextInt(KINDS.size())).formatted(namespace);
    }

    private static String listRevision(String path) {
        return SERVER.get(path).ok().revision();
    }

    private static Map<String, JsonNode> items(String path) {
        Answer list = SERVER.get(path).ok();
        Map<String, JsonNode> items = new TreeMap<>();
        for (JsonNode item : list.at("/items")) {
            items.put(item.at("/metadata/name").asText(), item);
        }
        return items;
    }

    /** Any of them may be refused; none may fail. */
    private static Answer write(String path, Random random) {
        String name = "o" + random.nextInt(OBJECTS);
        String of = path + "/" + name;
        String value = Integer.toString(random.nextInt(3));
        String labels = "{\"metadata\":{\"labels\":{\"l" + random.nextInt(2) + "\":"
                + (random.nextInt(3) == 0 ? "null" : "\"" + value + "\"") + "}}}";
        Answer answer = switch (random.nextInt(8)) {
            case 0, 1 -> SERVER.post(path, object(path, name, value));
            case 2 -> replaced(of, value);
            case 3 -> SERVER.merge(of, labels);
            case 4 -> SERVER.patch(of, "strategic-merge-patch", labels);
            case 5 ->
                SERVER.patch(
                        of,
                        "json-patch",
                        "[{\"op\":\"add\",\"path\":\"/metadata/annotations\",\"value\":{\"a\":\"" + value + "\"}}]");
            case 6 -> {
                Headers type = Headers.of("content-type", "application/apply-patch+yaml");
                String manager = "?force=true&fieldManager=m" + random.nextInt(2);
                yield SERVER.call("PATCH", of + manager, type, object(path, name, value));
            }
            default -> SERVER.delete(of);
        };
        assertThat(answer.status()).as(answer.message()).isIn(200, 201, 404, 409);
        return answer;
    }

    private static Answer replaced(String of, String value) {
        Answer read = SERVER.get(of);
        if (read.status() != 200) {
            return read;
        }
        read.body().withObjectProperty("metadata").putObject("annotations").put("replaced", value);
        return SERVER.put(of, read.body().toString());
    }

    private static String object(String path, String name, String value) {
        String common = "\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"made\":\"" + value + "\"}}";
        return switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "deployments" ->
                Objects.deployment(name)
                        .replace("\"spec\":{\"selector\"", "\"spec\":{\"replicas\":" + value + ",\"selector\"");
            case "configmaps" ->
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"," + common + ",\"data\":{\"k\":\"" + value + "\"}}";
            default ->
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\"," + common
                        + ",\"spec\":{\"ports\":[{\"port\":80,\"targetPort\":8" + value + "}]}}";
        };
    }
}
