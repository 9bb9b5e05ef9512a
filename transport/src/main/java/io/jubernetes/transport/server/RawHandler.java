package io.jubernetes.transport.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/** Moves bytes from the event loop to the reader of an upgraded connection. */
final class RawHandler extends ChannelInboundHandlerAdapter {

    private final Inbound inbound;
    private final Outbound outbound;

    RawHandler(Inbound inbound, Outbound outbound) {
        this.inbound = inbound;
        this.outbound = outbound;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof ByteBuf bytes) {
                inbound.arrived(ByteBufUtil.getBytes(bytes));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inbound.end();
        outbound.clientLeft();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
