package io.jubernetes.transport.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of an HTTP/2 connection's own pipeline: takes what concerns no stream, and ends the connection when it failed, which is
 * the client's or the network's doing.
 */
final class ConnectionEnd extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionEnd.class);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message); // settings and the like, which the codec has heeded already
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("Connection failed: address={} cause={}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
