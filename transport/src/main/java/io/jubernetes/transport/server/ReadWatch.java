package io.jubernetes.transport.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Notes when a client begins to send the next request of an idle HTTP/1.1 connection. */
final class ReadWatch extends ChannelInboundHandlerAdapter {

    private final ConnectionState connection;

    ReadWatch(ConnectionState connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        connection.bytesArrived();
        ctx.fireChannelRead(message);
    }
}
