package io.jubernetes.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** RFC 6455 frame by frame; the client's bytes are written by hand. */
@Timeout(60)
class WebSocketTest {

    private final ConnectionPair pair = ConnectionPair.create();
    private final WebSocket server = WebSocket.server(pair.far());

    private void send(String hex) throws IOException {
        pair.near().output().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private String answer(int length) throws IOException {
        return HexFormat.of().formatHex(pair.near().input().readNBytes(length));
    }

    @Test
    void maskedFragmentsAreJoinedAroundAPing() throws IOException {
        send("02 81 00000000 61"); // binary, not the last
        send("89 81 01010101 63"); // ping "b"
        send("80 81 ffffffff 9d"); // continuation "b"
        WebSocket.Message message = server.read();
        assertThat(message).isNotNull();
        assertThat(message.data()).asString().isEqualTo("ab");
        assertThat(answer(3)).isEqualTo("8a0162");
    }

    @Test
    void aCloseIsAnsweredWithItsCode() throws IOException {
        send("88 82 00000000 03e9");
        assertThat(server.read()).isNull();
        assertThat(answer(4)).isEqualTo("880203e9");
    }

    @Test
    void brokenRulesCloseTheConnection() throws IOException {
        for (String broken : new String[] {
            "82 01 61", // not masked
            "c2 81 00000000 61", // reserved bit
            "83 81 00000000 61", // unknown opcode
            "80 81 00000000 61", // nothing to continue
            "09 81 00000000 61", // fragmented ping
            "82 ff ffffffffffffffff 00000000", // negative length
        }) {
            ConnectionPair fresh = ConnectionPair.create();
            fresh.near().output().write(HexFormat.of().parseHex(broken.replace(" ", "")));
            assertThat(WebSocket.server(fresh.far()).read()).as(broken).isNull();
            assertThat(fresh.near().input().readNBytes(1)).as(broken).containsExactly(0x88);
        }
    }

    @Test
    void bothSidesUnderstandEachOtherAtAllLengths() throws IOException {
        WebSocket client = WebSocket.client(pair.near(), new Random(1));
        for (int length : new int[] {0, 1, 125, 126, 65_535, 65_536, 200_000}) {
            byte[] data = new byte[length];
            new Random(length).nextBytes(data);
            client.binary(data);
            WebSocket.Message there = server.read();
            assertThat(there).isNotNull();
            assertThat(there.data()).isEqualTo(data);
            server.binary(data);
            WebSocket.Message back = client.read();
            assertThat(back).isNotNull();
            assertThat(back.data()).isEqualTo(data);
        }
    }

    @Test
    void theEndOfTheConnectionIsTheEndOfMessages() throws IOException {
        send("82 85 00000000 61");
        pair.near().output().close();
        assertThat(server.read()).isNull();
    }
}
