package io.jubernetes.testing.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.FieldsV1;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.apimachinery.json.YamlText;
import io.jubernetes.apimachinery.jsonpath.JsonPath;
import io.jubernetes.apimachinery.patch.JsonPatch;
import io.jubernetes.apimachinery.patch.MergePatch;
import io.jubernetes.apimachinery.patch.StrategicMergePatch;
import io.jubernetes.apimachinery.protobuf.ProtobufCodec;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apimachinery.selector.FieldSelector;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.client.config.ClientConfig;
import io.jubernetes.client.config.ConfigException;
import io.jubernetes.client.config.Kubeconfig;
import io.jubernetes.kvstore.log.WriteAheadLog;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import io.jubernetes.transport.pki.Credential;
import io.jubernetes.transport.pki.Pem;
import io.jubernetes.transport.pki.SigningRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Decoders that are functions: what they do not accept they refuse, with the exception that they say. */
@Timeout(900)
class DecoderFuzzTest {

    private static final int TRIES = 1_000;

    @TempDir
    Path directory = Path.of("");

    private static void refusedOr(Runnable reading) {
        try {
            reading.run();
        } catch (ApiException refusal) {
            if (refusal.code() >= 500) {
                throw refusal;
            }
        }
    }

    private static void malformedOr(Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException malformed) {
            if (malformed.getMessage() == null || malformed.getMessage().isBlank()) {
                throw new AssertionError("says nothing", malformed);
            }
        }
    }

    private static ObjectNode pod() {
        return (ObjectNode) Json.decodeTrusted(Seeds.POD);
    }

    @Test
    void json() {
        Fuzz.run("json", TRIES, m -> m.json(Seeds.OBJECTS), input -> refusedOr(() -> Json.decode(input)));
    }

    @Test
    void yaml() {
        List<byte[]> seeds = Stream.concat(
                        Seeds.OBJECTS.stream()
                                .map(json -> YamlText.of((ObjectNode) Json.decodeTrusted(json))
                                        .getBytes(UTF_8)),
                        Seeds.texts(
                                "a: &x [1, 0x1f, .inf, 2020-01-01]\nb: *x\nc: |\n  text\n---\n? [k]\n: >-\n  folded\n")
                                .stream())
                .toList();
        Fuzz.run("yaml", TRIES, m -> m.bytes(seeds), input -> refusedOr(() -> Yaml.decodeAll(input)));
    }

    @Test
    void protobuf() {
        ProtobufCodec codec = ProtobufCodec.kubernetes();
        List<byte[]> seeds = Seeds.OBJECTS.stream()
                .map(json -> codec.encode((ObjectNode) Json.decodeTrusted(json)))
                .toList();
        Fuzz.run("protobuf", TRIES, m -> m.bytes(seeds), input -> refusedOr(() -> Json.encode(codec.decode(input))));
    }

    @Test
    void jsonPatch() {
        Fuzz.run(
                "json-patch",
                TRIES,
                m -> m.json(Seeds.JSON_PATCHES),
                input -> refusedOr(() -> JsonPatch.apply(pod(), Json.decodeValue(input))));
    }

    @Test
    void mergePatch() {
        Fuzz.run(
                "merge-patch",
                TRIES,
                m -> m.json(Seeds.OBJECTS),
                input -> refusedOr(() -> MergePatch.apply(pod(), Json.decodeValue(input))));
    }

    @Test
    void strategicMergePatch() {
        Schema schema = Schema.kubernetes();
        Fuzz.run(
                "strategic-merge-patch",
                TRIES,
                m -> m.json(Seeds.STRATEGIC_PATCHES),
                input -> refusedOr(() ->
                        StrategicMergePatch.apply(schema, "io.k8s.api.core.v1.Pod", pod(), Json.decodeValue(input))));
    }

    @Test
    void selectors() {
        List<byte[]> labels =
                Seeds.texts("a=b,c!=d,e in (x,y),f notin (z),!g,h,i>1", "app.kubernetes.io/name=web,tier in (a)");
        Fuzz.run(
                "label-selector",
                TRIES,
                m -> m.bytes(labels),
                input -> refusedOr(() -> LabelSelector.parse(new String(input, UTF_8))));
        List<byte[]> fields = Seeds.texts("spec.nodeName=a,status.phase!=Running", "metadata.name==a\\,b\\=c\\\\");
        Fuzz.run(
                "field-selector",
                TRIES,
                m -> m.bytes(fields),
                input -> refusedOr(() -> FieldSelector.parse(new String(input, UTF_8))));
        List<byte[]> trees = Seeds.texts(
                "{\"matchLabels\":{\"a\":\"b\"},\"matchExpressions\":[{\"key\":\"c\",\"operator\":\"In\",\"values\":[\"d\"]}]}");
        Fuzz.run(
                "selector",
                TRIES,
                m -> m.json(trees),
                input -> refusedOr(() -> LabelSelector.of(Json.decodeValue(input))));
    }

    @Test
    void quantities() {
        List<byte[]> seeds = Seeds.texts("10Mi", "1.5", "100m", "-2e3", "+0.000000001n", "12E6", "9Ei");
        Fuzz.run(
                "quantity",
                2 * TRIES,
                m -> m.bytes(seeds),
                input -> malformedOr(() -> {
                    Quantity read = Quantity.parse(new String(input, UTF_8));
                    String text = read.add(read).toString() + read.value() + read.milliValue() + read.doubleValue();
                    if (text.length() > 10_000) {
                        throw new AssertionError("written with " + text.length() + " characters");
                    }
                }));
    }

    @Test
    void jsonPaths() {
        List<byte[]> seeds = Seeds.texts(
                ".spec.containers[0].image",
                "{.metadata.labels['app\\.x']}{\"\\t\"}{range .spec.containers[*]}{.name}{end}",
                ".spec.containers[?(@.name=='web')].ports[-1:].containerPort",
                "$..name",
                ".a[1:3:2]['b','c']");
        ObjectNode pod = pod();
        Fuzz.run("jsonpath", 2 * TRIES, m -> m.bytes(seeds), input -> {
            String text = new String(input, UTF_8);
            malformedOr(() -> JsonPath.relaxed(text).allowingMissing().find(pod));
            malformedOr(() -> JsonPath.parse(text).allowingMissing().print(pod));
        });
    }

    @Test
    void fieldSets() {
        List<byte[]> seeds = Seeds.texts(
                "{\"f:metadata\":{\"f:labels\":{\".\":{},\"f:app\":{}}},\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"c\\\"}\":"
                        + "{\".\":{},\"f:image\":{},\"f:ports\":{\"k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{}}}},"
                        + "\"f:list\":{\"v:\\\"x\\\"\":{},\"v:1\":{},\"i:2\":{}}}}");
        Fuzz.run(
                "fields-v1",
                TRIES,
                m -> m.json(seeds),
                input -> refusedOr(() -> {
                    JsonNode tree = Json.decodeValue(input);
                    malformedOr(() -> FieldsV1.write(FieldsV1.read(tree)));
                }));
    }

    @Test
    void kubeconfigs() {
        List<byte[]> seeds = Seeds.texts("""
                apiVersion: v1
                kind: Config
                current-context: a
                clusters:
                - name: c
                  cluster: {server: "https://127.0.0.1:6443", certificate-authority-data: aGk=, tls-server-name: x}
                users:
                - name: u
                  user: {token: t, client-certificate-data: aGk=, client-key-data: aGk=, username: n, password: p}
                contexts:
                - name: a
                  context: {cluster: c, user: u, namespace: n}
                """);
        Path file = directory.resolve("config");
        Fuzz.run("kubeconfig", TRIES / 2, m -> m.bytes(seeds), input -> {
            Files.write(file, input);
            try {
                ClientConfig.from(Kubeconfig.load(file), null);
            } catch (ConfigException refused) {
                // says what is wrong
            }
        });
    }

    @Test
    void pem() {
        CertificateAuthority authority = CertificateAuthority.create("fuzz", new SystemEnvironment());
        Credential own = authority.issue(CertificateRequest.client("alice", "devs"));
        List<byte[]> seeds =
                Seeds.texts(own.certificateChainPem(), own.keyPem(), authority.certificatePem(), Seeds.SIGNING_REQUEST);
        Fuzz.run("pem", TRIES, m -> m.bytes(seeds), input -> {
            String text = new String(input, ISO_8859_1);
            malformedOr(() -> Pem.certificates(text));
            malformedOr(() -> Pem.privateKey(text));
            malformedOr(() -> SigningRequest.parse(text));
        });
    }

    @Test
    void storeLog() throws IOException {
        Path written = Files.createDirectory(directory.resolve("written"));
        try (WriteAheadLog log = WriteAheadLog.open(written, 10_000, false, () -> 0)) {
            for (int i = 1; i <= 40; i++) {
                log.write(List.of(log.place(i, Integer.toString(i).repeat(i).getBytes(UTF_8))));
            }
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(written)) {
            files = found.sorted().toList();
        }
        byte[] whole = Files.readAllBytes(files.getFirst());
        Fuzz.run("store-log", TRIES / 2, m -> m.bytes(List.of(whole)), input -> {
            Files.write(files.getFirst(), input);
            try {
                WriteAheadLog.read(written, 0, bytes -> {
                    String text = new String(bytes, UTF_8);
                    if (!text.matches("(\\d\\d?)\\1*")) {
                        throw new AssertionError("a record that nobody wrote: " + text);
                    }
                });
            } catch (IOException missing) {
                // records are missing that others follow
            }
        });
    }
}
