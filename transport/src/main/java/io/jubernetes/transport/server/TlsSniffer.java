package io.jubernetes.transport.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Tells clients that speak plain HTTP to the TLS port what is wrong, in the words that Go's servers use. */
final class TlsSniffer extends ByteToMessageDecoder {

    private static final int TLS_HANDSHAKE = 0x16;
    private static final String HINT =
            "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n";

    private final Supplier<ChannelHandler[]> tls;

    TlsSniffer(Supplier<ChannelHandler[]> tls) {
        this.tls = tls;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int first = in.getUnsignedByte(in.readerIndex());
        if (first == TLS_HANDSHAKE) {
            ctx.pipeline().addLast(tls.get());
            ctx.pipeline().remove(this); // hands on what it holds
            return;
        }
        in.skipBytes(in.readableBytes());
        if (first >= 'A' && first <= 'Z') {
            ctx.writeAndFlush(Unpooled.copiedBuffer(HINT, StandardCharsets.US_ASCII))
                    .addListener(ChannelFutureListener.CLOSE);
        } else {
            ctx.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
