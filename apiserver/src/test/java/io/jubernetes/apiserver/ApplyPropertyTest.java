package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.TestServer.Answer;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Timeout;

/** What holds of any configuration that is applied to any object. */
@Timeout(60)
class ApplyPropertyTest {

    private static final TestServer SERVER = new TestServer();
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments/";

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @RepeatedTest(150)
    void applyingTwiceIsApplyingOnce(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String name = begin("twice-" + run.getCurrentRepetition(), random);
        ObjectNode config = config(name, random);
        Answer once = apply(name, "a", config, true).ok();
        Answer twice = apply(name, "a", config, true).ok();
        assertThat(twice.body()).isEqualTo(once.body());
    }

    @RepeatedTest(150)
    void applyingNothingTakesBackNoMoreThanOnesOwn(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String name = begin("back-" + run.getCurrentRepetition(), random);
        ObjectNode before = SERVER.get(DEPLOYMENTS + name).body();
        Answer applied = apply(name, "a", config(name, random), false);
        Answer left = apply(name, "a", bare(name), false).ok();
        if (applied.status() == 409) {
            assertThat(left.body()).isEqualTo(before);
        } else {
            applied.ok();
        }
        assertThat(comparable(left.body())).isEqualTo(comparable(before));
    }

    @RepeatedTest(50)
    void whoAppliesOwnsWhatItSays(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        String name = begin("owns-" + run.getCurrentRepetition(), random);
        ObjectNode config = config(name, random);
        apply(name, "a", config, true).ok();
        // whoever says something else now meets a conflict, or there is nothing else to say
        ObjectNode other = (ObjectNode) Json.decodeTrusted(
                config.toString().replace("\"1\"", "\"other\"").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Answer refused = apply(name, "c", other, false);
        assertThat(refused.status()).isEqualTo(other.equals(config) ? 200 : 409);
    }

    private static String begin(String name, Random random) {
        SERVER.post(
                        DEPLOYMENTS.substring(0, DEPLOYMENTS.length() - 1) + "?fieldManager=maker",
                        Objects.deployment(name))
                .ok();
        apply(name, "b", config(name, random), true).ok();
        return name;
    }

    private static Answer apply(String name, String manager, ObjectNode config, boolean force) {
        Headers headers = Headers.of("content-type", "application/apply-patch+yaml");
        String query = "?fieldManager=" + manager + (force ? "&force=true" : "");
        return SERVER.call("PATCH", DEPLOYMENTS + name + query, headers, config.toString());
    }

    private static ObjectNode bare(String name) {
        ObjectNode config = Json.object().put("apiVersion", "apps/v1").put("kind", "Deployment");
        config.putObject("metadata").put("name", name);
        return config;
    }

    private static ObjectNode config(String name, Random random) {
        ObjectNode config = bare(name);
        ObjectNode metadata = config.withObjectProperty("metadata");
        map(random, metadata, "labels");
        map(random, metadata, "annotations");
        for (String finalizer : some(random, "x/a", "x/b", "x/c")) {
            metadata.withArrayProperty("finalizers").add(finalizer);
        }
        ObjectNode pod = Json.object();
        for (String container : some(random, "c", "d", "e")) {
            ObjectNode item = pod.withArrayProperty("containers").addObject().put("name", container);
            // what is not there yet needs an image
            item.put("image", container.equals("c") ? "registry/web:1" : "i");
            for (String variable : some(random, "A", "B")) {
                item.withArrayProperty("env").addObject().put("name", variable).put("value", value(random));
            }
            for (int port : List.of(80, 81)) {
                if (random.nextBoolean()) {
                    item.withArrayProperty("ports").addObject().put("containerPort", port);
                }
            }
        }
        if (random.nextBoolean()) {
            pod.withArrayProperty("tolerations").addObject().put("key", "k").put("value", value(random));
        }
        map(random, pod, "nodeSelector");
        if (!pod.isEmpty()) {
            config.withObjectProperty("spec").withObjectProperty("template").set("spec", pod);
        }
        return config;
    }

    private static void map(Random random, ObjectNode owner, String field) {
        for (String key : some(random, "k", "l", "m")) {
            owner.withObjectProperty(field).put(key, value(random));
        }
    }

    private static String value(Random random) {
        return random.nextBoolean() ? "1" : "2";
    }

    private static List<String> some(Random random, String... all) {
        return List.of(all).stream().filter(any -> random.nextInt(3) == 0).toList();
    }

    /** Without the books, what counts writes, and the order of lists. */
    private static JsonNode comparable(ObjectNode object) {
        ObjectNode comparable = object.deepCopy();
        ObjectNode metadata = comparable.withObjectProperty("metadata");
        metadata.remove(List.of("managedFields", "resourceVersion", "generation"));
        return sorted(comparable);
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isArray()) {
            TreeSet<String> items = new TreeSet<>();
            value.forEach(item -> items.add(sorted(item).toString()));
            return Json.object().put("items", items.toString());
        }
        if (value.isObject()) {
            ObjectNode sorted = Json.object();
            value.properties().forEach(field -> sorted.set(field.getKey(), sorted(field.getValue())));
            return sorted;
        }
        return value;
    }
}
