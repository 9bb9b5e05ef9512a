package io.jubernetes.transport.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** After the TLS handshake: HTTP/2 or HTTP/1.1, as agreed by ALPN. */
final class ProtocolChoice extends ApplicationProtocolNegotiationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProtocolChoice.class);

    private final ConnectionSetup setup;
    private final ConnectionState connection;
    private final SslHandler handler;
    private final TlsSetup tls;

    ProtocolChoice(ConnectionSetup setup, ConnectionState connection, SslHandler handler, TlsSetup tls) {
        super(ApplicationProtocolNames.HTTP_1_1);
        this.setup = setup;
        this.connection = connection;
        this.handler = handler;
        this.tls = tls;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
        Peer peer = RemotePeer.of(ctx.channel(), handler, tls.clients());
        if (ApplicationProtocolNames.HTTP_2.equals(protocol)) {
            setup.speakHttp2(ctx.pipeline(), connection, peer);
        } else {
            setup.speakHttp1(ctx.pipeline(), connection, peer);
        }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("TLS handshake failed: address={} cause={}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("TLS failed: address={} cause={}", ctx.channel().remoteAddress(), cause.toString());
        ctx.close();
    }
}
