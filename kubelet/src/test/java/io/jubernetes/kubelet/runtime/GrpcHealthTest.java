package io.jubernetes.kubelet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class GrpcHealthTest {

    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte[] ANSWER_HEADERS = {0, 0, 1, 1, 4, 0, 0, 0, 1, (byte) 0x88};
    private static final byte[] TRAILERS = {0, 0, 1, 1, 5, 0, 0, 0, 1, (byte) 0x88};

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private void check(byte[]... frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        new GrpcHealth(new ByteArrayInputStream(all.toByteArray()), sent).check("10.0.0.1:5000", "db");
    }

    private static byte[] message(int status) {
        return new byte[] {0, 0, 7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2, 8, (byte) status};
    }

    @Test
    void whoServesIsWell() throws Exception {
        check(SETTINGS, ANSWER_HEADERS, message(1), TRAILERS);
        assertThat(sent.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
                .startsWith("PRI * HTTP/2.0")
                .contains("/grpc.health.v1.Health/Check")
                .contains("\u0000\u0000\u0000\u0000\u0004\n\u0002db");
    }

    @ParameterizedTest
    @CsvSource({"0,UNKNOWN", "2,NOT_SERVING", "3,SERVICE_UNKNOWN"})
    void othersAreNot(int status, String name) {
        assertThatThrownBy(() -> check(SETTINGS, ANSWER_HEADERS, message(status), TRAILERS))
                .hasMessage("service unhealthy (responded with \"" + name + "\")");
    }

    @Test
    void anAnswerWithoutMessageIsNone() {
        assertThatThrownBy(() -> check(SETTINGS, TRAILERS)).hasMessageStartingWith("error: health rpc failed");
        assertThatThrownBy(() -> check(SETTINGS)).isInstanceOf(IOException.class);
    }
}
