package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.BodySink.ClosedSinkException;
import io.jubernetes.apimachinery.api.Connection;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A connection after it left HTTP. */
final class RawConnection implements Connection {

    /** How long the last bytes may take to leave. */
    private static final Duration FLUSH = Duration.ofSeconds(5);

    private static final int PIECE = 64 * 1024;

    private final Outbound outbound;
    private final Inbound inbound;

    private RawConnection(Outbound outbound, Inbound inbound) {
        this.outbound = outbound;
        this.inbound = inbound;
    }

    /** Sends the head of the answer, then takes HTTP out of the pipeline. What came behind the request is not lost. */
    static RawConnection takeOver(Outbound outbound, HttpResponse head) throws IOException, InterruptedException {
        Channel channel = outbound.channel();
        Inbound inbound = new Inbound(channel);
        CompletableFuture<Void> switched = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            try {
                outbound.writeLast(whole(head));
                switchProtocol(channel.pipeline(), inbound, outbound);
                switched.complete(null);
            } catch (RuntimeException e) { // the client left meanwhile, and its handlers with it
                switched.completeExceptionally(e);
            }
        });
        try {
            switched.get();
        } catch (ExecutionException e) {
            throw new IOException("connection closed before it was upgraded", e.getCause());
        }
        outbound.onClose(inbound::end);
        return new RawConnection(outbound, inbound);
    }

    private static Object whole(HttpResponse head) {
        return new DefaultFullHttpResponse(
                head.protocolVersion(),
                head.status(),
                Unpooled.EMPTY_BUFFER,
                head.headers(),
                LastHttpContent.EMPTY_LAST_CONTENT.trailingHeaders());
    }

    private static void switchProtocol(ChannelPipeline pipeline, Inbound inbound, Outbound outbound) {
        pipeline.addLast(new RawHandler(inbound, outbound));
        pipeline.remove(RequestReader.class);
        pipeline.remove(ReadWatch.class);
        pipeline.remove(HttpServerCodec.class); // hands on what it holds
    }

    @Override
    public InputStream input() {
        return inbound;
    }

    @Override
    public OutputStream output() {
        return new Output();
    }

    @Override
    public void close() throws IOException {
        try {
            outbound.awaitSent(FLUSH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outbound.clientLeft();
        inbound.end();
        outbound.channel().close();
    }

    /** Each write goes on its way at once; writers that care gather small pieces themselves. */
    private final class Output extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = offset; at < offset + length; at += PIECE) {
                send(Arrays.copyOfRange(bytes, at, Math.min(at + PIECE, offset + length)));
            }
        }

        private void send(byte[] piece) throws IOException {
            try {
                outbound.write(() -> Unpooled.wrappedBuffer(piece), piece.length);
            } catch (ClosedSinkException e) {
                throw new IOException("connection closed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while writing");
            }
        }

        @Override
        public void close() throws IOException {
            RawConnection.this.close();
        }
    }
}
