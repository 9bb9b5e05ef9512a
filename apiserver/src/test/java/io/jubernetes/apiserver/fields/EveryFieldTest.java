package io.jubernetes.apiserver.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apimachinery.schema.Catalogue;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.schema.TypeSchema;
import io.jubernetes.apiserver.Samples;
import io.jubernetes.apiserver.TestServer;
import io.jubernetes.apiserver.TestServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For every field of every kind: an object with that field is created, read, written again in its protobuf form and read again, and
 * has lost nothing; a field beside it that nobody knows is refused with its path.
 *
 * <p>{@code fields.yaml} says which values are particular, and which fields the server owns. What validation refuses all the same, fewer
 * than one in six, goes through the codec alone.
 */
@Timeout(180)
class EveryFieldTest {

    private static final String DEFINITION = "CustomResourceDefinition";
    private static final ProtobufCodec CODEC = ProtobufCodec.kubernetes();
    private static final JsonNode DATA = data();
    private static final FieldValues VALUES = new FieldValues(DATA.path("values"), DATA.path("rivals"));
    private static final Completion COMPLETION = new Completion(VALUES);
    private static final TestServer SERVER = server();

    private static int fields;
    private static int codecOnly;

    private static int names;

    private static JsonNode data() {
        try (InputStream in = EveryFieldTest.class.getResourceAsStream("/fields/fields.yaml")) {
            return Yaml.decode(Objects.requireNonNull(in).readAllBytes()).object();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestServer server() {
        TestServer server = new TestServer();
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"a\"}}");
        return server;
    }

    @AfterAll
    static void close() {
        SERVER.close();
        assertThat(fields - codecOnly)
                .as("of %s fields, those that the server took", fields)
                .isGreaterThan(fields * 17 / 20);
    }

    static Stream<ResourceType> kinds() {
        return Catalogue.kubernetes().all().stream().filter(type -> type.allows("create") && type.allows("update"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsEveryField(ResourceType type) {
        List<String> problems = new ArrayList<>();
        TypeSchema root = Schema.kubernetes().type(type.schemaType());
        for (FieldPath path : FieldPath.below(root)) {
            if (!isTheServers(path)) {
                fields++;
                String problem = problem(type, root, path);
                if (!problem.isEmpty()) {
                    problems.add(path.shortName() + " at " + path + ": " + problem);
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static boolean isTheServers(FieldPath path) {
        for (JsonNode entry : DATA.path("server")) {
            String text = entry.asText();
            String prefix = text.endsWith("*") ? text.substring(0, text.length() - 1) : text + "$";
            if ((path + "$").startsWith(prefix) || (path.shortName() + "$").startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether validation or admission said no, for reasons that a generator cannot know. */
    private static boolean isJudgement(Answer refused) {
        return refused.status() == 422 || refused.status() == 403;
    }

    private String problem(ResourceType type, TypeSchema root, FieldPath path) {
        String name = "n" + names++;
        ObjectNode object = Samples.of(type, name);
        if (type.kind().equals(DEFINITION)) {
            ((ObjectNode) object.get("spec")).put("group", name + ".example.com");
            name = "samples." + name + ".example.com";
            ((ObjectNode) object.get("metadata")).put("name", name);
        }
        String all = Samples.path(type);
        if (path.inStatus()) {
            object = SERVER.post(all, object.toString()).ok().body();
        }
        VALUES.put(object, path);
        String unknown = unknown(all, object, path);
        Answer written = unknown.isEmpty() ? write(type, root, path, object) : null;
        if (written == null) {
            return unknown;
        }
        if (written.status() >= 300) {
            codecOnly++;
            return isJudgement(written) ? throughTheCodec(object) : "refused: " + written.message();
        }
        if (type.kind().equals(DEFINITION)) {
            established(all + "/" + name);
        }
        return survives(all + "/" + name, object, path);
    }

    /** The server writes to a definition once it has seen it. */
    private static void established(String one) {
        await().untilAsserted(() -> assertThat(SERVER.get(one).at("/status/conditions"))
                .anyMatch(condition -> condition.path("type").asText().equals("Established")));
    }

    private static Answer write(ResourceType type, TypeSchema root, FieldPath path, ObjectNode object) {
        String all = Samples.path(type);
        String status = all + "/" + object.at("/metadata/name").asText() + "/status";
        Answer answer = send(path, all, status, object);
        for (int i = 0; i < 6 && answer.status() == 422; i++) {
            if (!COMPLETION.follow(object, root, answer.at("/details/causes"))) {
                break;
            }
            answer = send(path, all, status, object);
        }
        return answer;
    }

    private static Answer send(FieldPath path, String all, String status, ObjectNode object) {
        return path.inStatus()
                ? SERVER.put(status + "?fieldValidation=Strict", object.toString())
                : SERVER.post(all + "?fieldValidation=Strict", object.toString());
    }

    private static String unknown(String all, ObjectNode object, FieldPath path) {
        ObjectNode changed = object.deepCopy();
        if (!(path.owner(changed) instanceof ObjectNode owner)) {
            return "no object at " + path.sibling("");
        }
        owner.put("fieldNobodyKnows", 1);
        Answer refused = SERVER.post(all + "?fieldValidation=Strict", changed.toString());
        String expected = "strict decoding error: unknown field \"" + path.sibling("fieldNobodyKnows") + "\"";
        return refused.status() == 400 && refused.message().endsWith(expected)
                ? ""
                : "an unknown sibling gave " + refused.status() + " " + refused.message();
    }

    private static String survives(String one, ObjectNode sent, FieldPath path) {
        Answer read = SERVER.get(one);
        if (read.status() != 200) {
            return "not found again: " + read.message();
        }
        ObjectNode stored = read.body();
        JsonNode kept = path.in(stored);
        JsonNode given = path.in(sent);
        if (!covers(kept, given)) {
            return "sent " + given + ", stored " + kept;
        }
        Headers both = Headers.of("accept", ProtobufCodec.MEDIA_TYPE, "content-type", ProtobufCodec.MEDIA_TYPE);
        byte[] encoded =
                ((ResponseBody.Bytes) SERVER.send("GET", one, both, new byte[0]).body()).join();
        ObjectNode decoded = CODEC.decode(encoded);
        JsonNode carried = withoutInnerKinds(stored);
        if (!decoded.equals(carried)) {
            return "protobuf: " + difference("", carried, decoded);
        }
        int status = SERVER.send("PUT", one, both, encoded).status();
        JsonNode again = SERVER.get(one).ok().body();
        return status == 200 && again.equals(stored)
                ? ""
                : "written back as protobuf (" + status + "): " + difference("", stored, again);
    }

    /** Protobuf does not carry the kinds of objects within an object; the server knows them. */
    private static JsonNode withoutInnerKinds(JsonNode stored) {
        JsonNode carried = stored.deepCopy();
        carried.path("spec")
                .path("volumeClaimTemplates")
                .forEach(claim -> ((ObjectNode) claim).remove(List.of("apiVersion", "kind")));
        return carried;
    }

    private static String difference(String path, JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            return names.stream()
                    .map(name -> difference(path + "." + name, one.path(name), other.path(name)))
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        return one.equals(other) ? "" : path + " is " + other + " instead of " + one;
    }

    /** Whether nothing that was sent is missing; defaults may have come. */
    private static boolean covers(JsonNode kept, JsonNode given) {
        if (given.isObject()) {
            return given.properties().stream().allMatch(e -> covers(kept.path(e.getKey()), e.getValue()));
        }
        if (given.isArray() && kept.size() >= given.size()) {
            for (int i = 0; i < given.size(); i++) {
                if (!covers(kept.path(i), given.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return kept.equals(given);
    }

    private static String throughTheCodec(ObjectNode object) {
        ObjectNode decoded = CODEC.decode(CODEC.encode(object));
        ObjectNode read = Json.decode(Json.encode(object)).object();
        return decoded.equals(read) ? "" : "the codec made " + decoded + " of " + read;
    }
}
