package io.jubernetes.apimachinery.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DecodeTest {

    private final ProtobufCodec decoder = ProtobufCodec.kubernetes();

    /** Writes messages. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message text(int number, String value) {
            return bytes(number, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int number, Message value) {
            return bytes(number, value.out.toByteArray());
        }

        Message number(int number, long value) {
            varint((long) number << 3);
            varint(value);
            return this;
        }

        private Message bytes(int number, byte[] value) {
            varint((long) number << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long left = value;
            while ((left & ~0x7fL) != 0) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }

    private ObjectNode decode(String apiVersion, String kind, Message object) {
        Message meta = new Message().text(1, apiVersion).text(2, kind);
        Message unknown =
                new Message().message(1, meta).message(2, object).text(3, "").text(4, "");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {'k', '8', 's', 0});
        body.writeBytes(unknown.out.toByteArray());
        return decoder.decode(body.toByteArray());
    }

    @Test
    void plainZerosAreNobodysWordButThoseOfPointersAre() {
        Message label = new Message().text(1, "app").text(2, "web");
        Message metadata = new Message()
                .text(1, "web")
                .text(2, "")
                .number(7, 0)
                .message(8, new Message())
                .message(11, label);
        Message port =
                new Message().text(1, "").number(2, 0).number(3, 80).text(4, "").text(5, "");
        Message container = new Message().text(1, "c").text(2, "image").message(6, port);
        Message template = new Message().message(1, new Message()).message(2, new Message().message(2, container));
        Message spec =
                new Message().number(1, 0).message(3, template).number(5, 0).number(7, 0);

        assertThat(decode(
                        "apps/v1",
                        "Deployment",
                        new Message().message(1, metadata).message(2, spec)))
                .hasToString(
                        "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\",\"labels\":{"
                                + "\"app\":\"web\"}},\"spec\":{\"replicas\":0,\"template\":{\"metadata\":{},\"spec\":{\"containers\":["
                                + "{\"name\":\"c\",\"image\":\"image\",\"ports\":[{\"containerPort\":80}]}]}}}}");
    }

    @Test
    void optionsOfADeletionKeepTheirZero() {
        assertThat(decode("v1", "DeleteOptions", new Message().number(1, 0).text(4, "Background")))
                .hasToString("{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"gracePeriodSeconds\":0,"
                        + "\"propagationPolicy\":\"Background\"}");
    }

    @Test
    void bytesAreBase64AndUnknownFieldsAreSkipped() {
        Message entry = new Message().text(1, "k").text(2, "secret");
        assertThat(decode("v1", "Secret", new Message().message(2, entry).text(999, "later"))
                        .path("data")
                        .path("k")
                        .asText())
                .isEqualTo("c2VjcmV0");
    }

    @Test
    void brokenBodiesAreRefused() {
        assertThatThrownBy(() -> decoder.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("expected prefix 6b 38 73 00");
        assertThatThrownBy(() -> decoder.decode(new byte[] {'k', '8', 's', 0, 10, 100, 1}))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("unexpected end: a length of 100 with 1 bytes left");
        assertThatThrownBy(() -> decode("v1", "Nonsense", new Message()))
                .isInstanceOf(ApiException.class)
                .hasMessage("no kind \"Nonsense\" is registered for version \"v1\"");
    }
}
