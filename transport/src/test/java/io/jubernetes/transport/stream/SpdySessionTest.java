package io.jubernetes.transport.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.DefaultSpdyDataFrame;
import io.netty.handler.codec.spdy.DefaultSpdyPingFrame;
import io.netty.handler.codec.spdy.DefaultSpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdyPingFrame;
import io.netty.handler.codec.spdy.SpdySynReplyFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against Netty's SPDY codec, which shares no code with ours. */
@Timeout(60)
class SpdySessionTest {

    private final ConnectionPair pair = ConnectionPair.create();
    private final SpdySession session = new SpdySession(pair.far());
    private final EmbeddedChannel client = new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1));

    @AfterEach
    void release() {
        client.finishAndReleaseAll();
        session.release();
    }

    private void send(Object frame) throws IOException {
        client.writeOutbound(frame);
        for (ByteBuf bytes = client.readOutbound(); bytes != null; bytes = client.readOutbound()) {
            pair.near().output().write(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }
    }

    private DefaultSpdySynStreamFrame open(int id, String type) {
        DefaultSpdySynStreamFrame frame = new DefaultSpdySynStreamFrame(id, 0, (byte) 0);
        frame.headers().set("streamtype", type).set("content-type", "application/json");
        return frame;
    }

    @Test
    void streamsOpenCarryDataAndAreAnswered() throws Exception {
        Map<String, SpdyStream> opened = new LinkedHashMap<>();
        send(open(1, "error"));
        send(open(3, "stdin"));
        send(new DefaultSpdyDataFrame(3, Unpooled.copiedBuffer("typed", StandardCharsets.US_ASCII)).setLast(true));
        send(new DefaultSpdyPingFrame(7));
        pair.near().output().close();
        session.run(stream -> opened.put(stream.header("streamtype"), stream));
        assertThat(opened.keySet()).containsExactly("error", "stdin");
        SpdyStream stdin = opened.get("stdin");
        assertThat(stdin).isNotNull();
        assertThat(stdin.input().readAllBytes()).asString().isEqualTo("typed");
        pair.far().close();
        client.writeInbound(Unpooled.wrappedBuffer(pair.near().input().readAllBytes()));
        assertThat(((SpdySynReplyFrame) client.readInbound()).streamId()).isEqualTo(1);
        assertThat(((SpdySynReplyFrame) client.readInbound()).streamId()).isEqualTo(3);
        assertThat(((SpdyPingFrame) client.readInbound()).id()).isEqualTo(7);
    }

    @Test
    void headerBlocksAreReadByNetty() throws Exception {
        Map<String, String> headers = Map.of("streamtype", "stdout");
        byte[] block;
        try (SpdyHeaderBlocks blocks = new SpdyHeaderBlocks()) {
            block = blocks.encode(headers);
        }
        ByteBuf frame = Unpooled.buffer();
        frame.writeInt(0x80030002).writeInt(4 + block.length).writeInt(1).writeBytes(block);
        client.writeInbound(frame);
        SpdySynReplyFrame reply = client.readInbound();
        assertThat(reply.headers().get("streamtype")).isEqualTo("stdout");
        ReferenceCountUtil.release(reply);
        try (SpdyHeaderBlocks blocks = new SpdyHeaderBlocks()) {
            assertThat(blocks.decode(block)).isEqualTo(headers);
        }
    }

    @Test
    void nonsenseEndsTheSessionQuietly() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            ConnectionPair fresh = ConnectionPair.create();
            byte[] garbage = new byte[random.nextInt(300)];
            random.nextBytes(garbage);
            if (i % 2 == 0 && garbage.length > 8) { // a plausible beginning
                System.arraycopy(new byte[] {(byte) 0x80, 3, 0, 1, 0, 0, 0, 100}, 0, garbage, 0, 8);
            }
            fresh.near().output().write(garbage);
            fresh.near().output().close();
            SpdySession victim = new SpdySession(fresh.far());
            victim.run(stream -> {});
            victim.release();
        }
    }

    @Test
    void theClientsEndEndsItsStreams() throws Exception {
        AtomicReference<SpdyStream> opened = new AtomicReference<>();
        send(open(1, "stdin"));
        pair.near().output().close();
        session.run(opened::set);
        assertThat(opened.get().input().read()).isEqualTo(-1);
        assertThatThrownBy(() -> opened.get().output().write(1)).isInstanceOf(IOException.class);
    }
}
