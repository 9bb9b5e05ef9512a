package io.jubernetes.transport.grpc;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC channel over a Unix domain socket. Connects when it is first used and again whenever the server is back; closing it ends
 * what runs over it.
 */
public final class LocalChannel implements AutoCloseable {

    private static final int LARGEST_ANSWER = 16 << 20;

    private final EventLoopGroup loop;
    private final ManagedChannel channel;

    private LocalChannel(EventLoopGroup loop, ManagedChannel channel) {
        this.loop = loop;
        this.channel = channel;
    }

    /** Opens a channel to the server that listens, or will listen, on {@code socket}. */
    public static LocalChannel open(Path socket, Environment environment) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ManagedChannel channel = NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
                .eventLoopGroup(loop)
                // gRPC wants to set it on every socket; these have no such option
                .withOption(ChannelOption.SO_KEEPALIVE, null)
                .overrideAuthority("localhost")
                .proxyDetector(address -> null)
                .usePlaintext()
                .disableRetry()
                .maxInboundMessageSize(LARGEST_ANSWER)
                .executor(task -> environment.start("grpc", task::run))
                .build();
        return new LocalChannel(loop, channel);
    }

    public Channel channel() {
        return channel;
    }

    /** Whether requests can be sent now; after a while without connection the next try is made at once. */
    public boolean isReady() {
        ConnectivityState state = channel.getState(true);
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
        return state == ConnectivityState.READY;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        // calls that were cancelled still have something to do there
        loop.shutdownGracefully(200, 2_000, TimeUnit.MILLISECONDS);
    }
}
