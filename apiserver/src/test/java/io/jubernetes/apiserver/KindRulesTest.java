package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.DecodedObject;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apiserver.TestServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each kind accepts and refuses. The tables in {@code src/test/resources/kinds} have an object of each kind that uses much
 * of it and is accepted; then what is changed of it ({@code set}, by dotted paths), and all causes that it is refused for.
 */
@Timeout(60)
class KindRulesTest {

    private static final TestServer SERVER = new TestServer();
    private static final List<String> TABLES =
            List.of("pods", "workloads", "services", "storage", "access", "policy", "admission", "devices");

    @BeforeAll
    static void prepare() {
        SERVER.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    static List<Arguments> accepted() throws IOException {
        return objects().stream()
                .map(table -> Arguments.of(table.path("object").path("kind").asText(), table))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String kind, ObjectNode table) {
        ObjectNode object = object(table);
        remove(one(table.path("path").asText(), object));
        Answer created =
                SERVER.post(table.path("path").asText() + "?dryRun=All&fieldValidation=Strict", object.toString());
        assertThat(causes(created)).isEmpty();
        assertThat(created.status()).as(created.message()).isEqualTo(201);
    }

    /** What controllers would let go is let go here. */
    private static void remove(String path) {
        SERVER.delete(path + "?propagationPolicy=Background");
        SERVER.merge(path, "{\"metadata\":{\"finalizers\":null}}");
    }

    static List<Arguments> refused() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (ObjectNode table : objects()) {
            String kind = table.path("object").path("kind").asText();
            table.path("cases").forEach(one -> cases.add(Arguments.of(kind + " " + one.path("set"), table, one)));
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String name, ObjectNode table, ObjectNode one) {
        String path = table.path("path").asText();
        ObjectNode object = object(table);
        Answer answer;
        if (one.path("update").asBoolean(false)) {
            answer = update(path, object, one.path("set"));
        } else {
            set(object, one.path("set"));
            answer = SERVER.post(path + "?dryRun=All", object.toString());
        }
        List<String> expected =
                one.path("causes").valueStream().map(JsonNode::asText).toList();
        assertThat(causes(answer)).as(answer.message()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(answer.status()).as(answer.message()).isEqualTo(expected.isEmpty() ? goodStatus(one) : 422);
    }

    private static int goodStatus(JsonNode one) {
        return one.path("update").asBoolean(false) ? 200 : 201;
    }

    private static Answer update(String path, ObjectNode object, JsonNode set) {
        String one = one(path, object);
        ObjectNode stored = SERVER.get(one).status() == 200
                ? SERVER.get(one).body()
                : SERVER.post(path, object.toString()).ok().body();
        set(stored, set);
        return SERVER.put(one + "?dryRun=All", stored.toString());
    }

    private static String one(String path, ObjectNode object) {
        return path + "/" + object.path("metadata").path("name").asText();
    }

    private static ObjectNode object(JsonNode table) {
        return (ObjectNode) table.path("object").deepCopy();
    }

    private static List<String> causes(Answer answer) {
        List<String> causes = new ArrayList<>();
        answer.at("/details/causes")
                .forEach(cause -> causes.add(cause.path("field").asText() + ": "
                        + cause.path("message").asText()));
        return causes;
    }

    /** Sets values by dotted paths; a null takes away. */
    private static void set(ObjectNode object, JsonNode values) {
        values.properties().forEach(entry -> {
            List<String> steps = List.of(entry.getKey().split("\\."));
            JsonNode owner = object;
            for (String step : steps.subList(0, steps.size() - 1)) {
                owner = owner instanceof ObjectNode node && !node.has(step)
                        ? node.putObject(step)
                        : owner.isArray() ? owner.path(Integer.parseInt(step)) : owner.path(step);
            }
            put(owner, steps.getLast(), entry.getValue());
        });
    }

    private static void put(JsonNode owner, String step, JsonNode value) {
        switch (owner) {
            case ArrayNode list when Integer.parseInt(step) == list.size() -> list.add(value);
            case ArrayNode list -> list.set(Integer.parseInt(step), value);
            case ObjectNode node when value.isNull() -> node.remove(step);
            case ObjectNode node -> node.set(step.replace('~', '.'), value);
            default -> throw new AssertionError("nothing there to set " + step);
        }
    }

    private static List<ObjectNode> objects() throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        for (String table : TABLES) {
            try (InputStream in = KindRulesTest.class.getResourceAsStream("/kinds/" + table + ".yaml")) {
                byte[] bytes = Objects.requireNonNull(in, table).readAllBytes();
                Yaml.decodeAll(bytes).stream().map(DecodedObject::object).forEach(objects::add);
            }
        }
        assertThat(objects)
                .isNotEmpty()
                .allSatisfy(o -> assertThat(Json.encode(o)).isNotEmpty());
        return objects;
    }
}
