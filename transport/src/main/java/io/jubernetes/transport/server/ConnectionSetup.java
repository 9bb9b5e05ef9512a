package io.jubernetes.transport.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** Builds the pipeline of each new connection. */
final class ConnectionSetup extends ChannelInitializer<Channel> {

    private static final int MAX_STREAMS = 250;
    private static final int STREAM_WINDOW = 256 * 1024;
    /** Clients that end watches reset streams; only floods are hostile. */
    private static final int MAX_RESETS = 2000;

    private static final int RESET_WINDOW_SECONDS = 30;

    /** Answers that are ready at the same time go out together, in one TLS record and one system call. */
    private static final int FLUSHES_TOGETHER = 256;

    private final ServerContext server;
    private final @Nullable TlsSetup tls;
    private final @Nullable LocalAccess local;

    ConnectionSetup(ServerContext server, @Nullable TlsSetup tls, @Nullable LocalAccess local) {
        this.server = server;
        this.tls = tls;
        this.local = local;
    }

    @Override
    protected void initChannel(Channel channel) {
        ConnectionState connection = new ConnectionState(channel, server);
        if (!server.connections().admit(connection)) {
            channel.close();
            return;
        }
        connection.opened();
        if (local != null) {
            speakHttp1(channel.pipeline(), connection, new LocalPeer(channel, local));
        } else if (tls == null) {
            speakHttp1(channel.pipeline(), connection, RemotePeer.of(channel, null, null));
        } else {
            channel.pipeline().addLast(new TlsSniffer(() -> handshake(connection, tls)));
        }
    }

    private ChannelHandler[] handshake(ConnectionState connection, TlsSetup setup) {
        SslHandler handler = setup.context()
                .newHandler(
                        connection.channel().alloc(),
                        task -> server.environment().start("tls-handshake", task::run));
        handler.setHandshakeTimeoutMillis(server.limits().readDeadline().toMillis());
        return new ChannelHandler[] {handler, new ProtocolChoice(this, connection, handler, setup)};
    }

    void speakHttp1(ChannelPipeline pipeline, ConnectionState connection, Peer peer) {
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(server.limits().headerBytes())
                .setMaxHeaderSize(server.limits().headerBytes());
        pipeline.addLast(new ReadWatch(connection));
        pipeline.addLast(new HttpServerCodec(limits));
        pipeline.addLast(new RequestReader(server, connection, peer, false));
    }

    void speakHttp2(ChannelPipeline pipeline, ConnectionState connection, Peer peer) {
        connection.speaksHttp2();
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxConcurrentStreams(MAX_STREAMS)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(server.limits().headerBytes());
        pipeline.addLast(new FlushConsolidationHandler(FLUSHES_TOGETHER, true));
        pipeline.addLast(new TurnTaking()
                .initialSettings(settings)
                .gracefulShutdownTimeoutMillis(server.limits().grace().toMillis() + 1000)
                .decoderEnforceMaxRstFramesPerWindow(MAX_RESETS, RESET_WINDOW_SECONDS)
                .build());
        pipeline.addLast(new Http2MultiplexHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline()
                        .addLast(
                                new Http2StreamFrameToHttpObjectCodec(true),
                                new RequestReader(server, connection, peer, true));
            }
        }));
        pipeline.addLast(new ConnectionEnd());
    }
}
