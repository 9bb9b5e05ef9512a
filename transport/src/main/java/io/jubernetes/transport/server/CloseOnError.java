package io.jubernetes.transport.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a connection whose transport failed; what fails here is the client's or the network's doing. */
final class CloseOnError extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(CloseOnError.class);

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("Connection failed: address={} cause={}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
