package io.jubernetes.apimachinery.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apimachinery.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes from anybody are decoded or refused, and nothing else. */
@Timeout(60)
class HostileInputTest {

    private final ProtobufCodec codec = ProtobufCodec.kubernetes();
    private final List<RoundTripTest.Kind> kinds = RoundTripTest.kinds().toList();

    @Property(tries = 2000)
    void randomBytes(@ForAll byte[] content, @ForAll long seed) {
        RoundTripTest.Kind kind = kinds.get(new Random(seed).nextInt(kinds.size()));
        decodedOrRefused(enveloped(kind, content));
        decodedOrRefused(content);
    }

    @Property(tries = 3000)
    void validMessagesWithErrors(@ForAll long seed) {
        Random random = new Random(seed);
        RoundTripTest.Kind kind = kinds.get(random.nextInt(kinds.size()));
        Schema schema = Schema.kubernetes();
        ObjectNode object = Json.object().put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
        object.setAll(new RandomObjects(schema, random).object(schema.type(kind.type()), 0, false));
        byte[] valid = codec.encode(object);
        for (int i = 0; i < 20; i++) {
            byte[] broken = Arrays.copyOf(valid, random.nextInt(5) == 0 ? random.nextInt(valid.length) : valid.length);
            for (int j = random.nextInt(4); j >= 0 && broken.length > 0; j--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            decodedOrRefused(broken);
        }
    }

    private void decodedOrRefused(byte[] body) {
        try {
            Json.encode(codec.decode(body));
        } catch (ApiException refusal) {
            assertThat(refusal.is(StatusReason.BadRequest)).isTrue();
            assertThat(refusal.getMessage()).isNotBlank();
        }
    }

    private static byte[] enveloped(RoundTripTest.Kind kind, byte[] content) {
        WireWriter out = new WireWriter();
        out.bytes(2, content);
        int mark = out.length();
        out.text(2, kind.kind());
        out.text(1, kind.apiVersion());
        out.message(1, mark);
        out.raw("k8s\0".getBytes(UTF_8));
        return out.toByteArray();
    }

    private static final RoundTripTest.Kind DEFINITION =
            new RoundTripTest.Kind("apiextensions.k8s.io/v1", "CustomResourceDefinition", "");

    /** Schemas contain schemas: spec.versions.schema.openAPIV3Schema.not.not.not… */
    @Test
    void endlessNestingIsRefused() {
        WireWriter out = new WireWriter();
        out.text(1, "the innermost");
        for (int i = 0; i < 100_000; i++) {
            out.message(28, 0);
        }
        out.message(1, 0);
        out.message(4, 0);
        out.message(7, 0);
        out.message(2, 0);

        assertThatThrownBy(() -> codec.decode(enveloped(DEFINITION, out.toByteArray())))
                .isInstanceOf(ApiException.class)
                .hasMessage("protobuf parse error: messages are nested deeper than 200");
    }

    @Test
    void groupsAreSkippedAndPackedNumbersAreRead() {
        // spec.ephemeral group 900 around a field, then supplementalGroups 4 packed in spec.securityContext of a pod
        byte[] group = {(byte) 0xa3, 0x38, 0x08, 0x01, (byte) 0xa4, 0x38};
        WireWriter out = new WireWriter();
        out.bytes(4, new byte[] {1, 2, (byte) 0xac, 2});
        out.message(14, 0);
        out.message(2, 0);
        out.raw(group);

        RoundTripTest.Kind pod = new RoundTripTest.Kind("v1", "Pod", "");
        assertThat(codec.decode(enveloped(pod, out.toByteArray())).at("/spec/securityContext/supplementalGroups"))
                .hasToString("[1,2,300]");
    }

    @Test
    void eachErrorIsNamed() {
        RoundTripTest.Kind pod = new RoundTripTest.Kind("v1", "Pod", "");
        refused(enveloped(pod, new byte[] {10}), "unexpected end: a number is not finished");
        refused(enveloped(pod, new byte[] {10, 5, 1}), "unexpected end: a length of 5 with 1 bytes left");
        refused(enveloped(pod, new byte[] {8, 1}), "field 1 has wire type 0, not 2");
        refused(enveloped(pod, new byte[] {15}), "illegal wire type 7");
        refused(enveloped(pod, new byte[] {2, 0}), "illegal tag 2");
        refused(enveloped(pod, new byte[] {11}), "a group without an end");
        refused(enveloped(pod, new byte[] {12}), "the end of a group that did not begin");
        refused(
                new byte[] {'{', '}'},
                "provided data does not appear to be a protobuf message, expected prefix 6b 38 73 00");
    }

    private void refused(byte[] body, String why) {
        assertThatThrownBy(() -> codec.decode(body))
                .isInstanceOf(ApiException.class)
                .hasMessage("protobuf parse error: " + why);
    }
}
