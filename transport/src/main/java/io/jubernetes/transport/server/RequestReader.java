package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.environment.Environment;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers a request and hands it to an {@link Exchange}: of one HTTP/1.1 connection, one after the other; or of one HTTP/2
 * stream. Runs on the event loop.
 */
final class RequestReader extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(RequestReader.class);

    /** How long a refused client may take to notice before the connection is cut under what it still sends. */
    private static final Duration LINGER = Duration.ofMillis(500);

    /** Room for a body before any of it came: an announcement alone costs a client nothing. */
    private static final int FIRST_ROOM = 32 * 1024;

    private final ServerContext server;
    private final ConnectionState connection;
    private final Peer peer;
    private final boolean multiplexed;
    private final PipelinedParts waiting = new PipelinedParts();

    private @Nullable HttpRequest head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private Environment.@Nullable Timer bodyDeadline;
    private @Nullable Exchange exchange;
    private boolean refused;
    private boolean counted;

    RequestReader(ServerContext server, ConnectionState connection, Peer peer, boolean multiplexed) {
        this.server = server;
        this.connection = connection;
        this.peer = peer;
        this.multiplexed = multiplexed;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpObject part && exchange != null) {
            waiting.add(ctx.channel(), part); // a pipelined request: after this one
        } else {
            try {
                if (message instanceof HttpObject part) {
                    accept(ctx, part);
                }
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
    }

    private void accept(ChannelHandlerContext ctx, HttpObject part) {
        if (!refused && part.decoderResult().isFailure()) {
            refuse(ctx, Refusal.malformed(part.decoderResult().cause()));
        }
        if (refused) {
            if (part instanceof LastHttpContent && !multiplexed) {
                closeAfterFlush(ctx);
            }
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (!refused && part instanceof HttpContent content) {
            append(ctx, content);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        connection.requestStarted();
        counted = true;
        Refusal refusal = Refusal.of(request, server.limits().bodyBytes(), multiplexed);
        if (refusal != null) {
            refuse(ctx, refusal);
            return;
        }
        head = request;
        body = new ByteArrayOutputStream(Math.min(HttpUtil.getContentLength(request, 0), FIRST_ROOM));
        if (!(request instanceof LastHttpContent)) {
            bodyDeadline = server.environment()
                    .after(
                            server.limits().readDeadline(),
                            "http-body-deadline",
                            () -> ctx.channel().close());
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void append(ChannelHandlerContext ctx, HttpContent content) {
        int size = content.content().readableBytes();
        if (body.size() + size > server.limits().bodyBytes()) {
            refuse(ctx, Refusal.tooLarge(server.limits().bodyBytes()));
            return;
        }
        byte[] bytes = new byte[size];
        content.content().readBytes(bytes);
        body.writeBytes(bytes);
        if (content instanceof LastHttpContent && head != null) {
            dispatch(ctx, head);
        }
    }

    private void dispatch(ChannelHandlerContext ctx, HttpRequest request) {
        cancelBodyDeadline();
        connection.requestArrived();
        head = null;
        RawRequest whole = new RawRequest(request, body.toByteArray(), peer, multiplexed);
        body = new ByteArrayOutputStream(0);
        exchange =
                new Exchange(server, whole, ctx.channel(), outcome -> connection.onLoop(() -> finished(ctx, outcome)));
        exchange.start();
    }

    private void finished(ChannelHandlerContext ctx, Exchange.Outcome outcome) {
        exchange = null;
        if (multiplexed) {
            if (outcome == Exchange.Outcome.BROKEN) {
                ctx.close(); // resets the stream
            }
            return;
        }
        connection.requestEnded();
        counted = false;
        switch (outcome) {
            case BROKEN -> ctx.close();
            case LAST -> closeAfterFlush(ctx);
            case COMPLETE -> next(ctx);
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (server.draining().hasBegun()) {
            closeAfterFlush(ctx);
            return;
        }
        while (exchange == null) {
            HttpObject part = waiting.poll(ctx.channel());
            if (part == null) {
                return;
            }
            channelRead(ctx, part);
        }
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        refused = true;
        cancelBodyDeadline();
        head = null;
        ChannelFuture answered = ctx.writeAndFlush(refusal.toResponse(multiplexed));
        if (multiplexed) { // a reset would take back what of the answer still waits to be sent
            answered.addListener(done -> ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR)));
        } else {
            server.environment()
                    .after(LINGER, "http-linger", () -> ctx.channel().close());
        }
    }

    private static void closeAfterFlush(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelBodyDeadline();
        waiting.release();
        if (exchange != null) {
            exchange.clientLeft();
        }
        if (multiplexed && counted) {
            counted = false;
            connection.requestEnded();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("Connection failed: address={} cause={}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }

    private void cancelBodyDeadline() {
        if (bodyDeadline != null) {
            bodyDeadline.cancel();
            bodyDeadline = null;
        }
    }
}
