package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.environment.Environment;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an {@link ApiHandler} over HTTP/1.1 and, with TLS, HTTP/2.
 *
 * <p>Each request runs on a virtual thread of its own; Netty's event loops only read and write. A request that HTTP itself
 * refuses (malformed, too large, too slow) never reaches the handler; it is answered with a Kubernetes {@code Status}.
 *
 * <p>On a Unix domain socket it speaks HTTP/1.1 without TLS, with the processes of one user and of root only.
 *
 * <p>A client certificate that does not verify is as good as a wrong password: 401, unless the request brings another proof of
 * identity ({@code Authorization}), which then is all that counts. This is how upstream's API server behaves.
 */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int EVENT_LOOPS = 2;
    private static final int BACKLOG = 1024;
    /** What may wait for a socket: room for the streams of a connection to go on while it takes some. */
    private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    private static final long SHUTDOWN_SECONDS = 2;

    private final EventLoopGroup loops;
    private final Channel listener;
    private final Draining draining;
    private final Connections connections;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;

    private HttpServer(EventLoopGroup loops, Channel listener, Draining draining, Connections connections) {
        this.loops = loops;
        this.listener = listener;
        this.draining = draining;
        this.connections = connections;
    }

    /**
     * Listens and serves until closed.
     *
     * @throws IOException when the address cannot be listened on
     */
    public static HttpServer start(ServerConfig config, ApiHandler handler, Environment environment)
            throws IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                config.local() == null ? EVENT_LOOPS : 1,
                new DefaultThreadFactory("http", true),
                NioIoHandler.newFactory());
        try {
            Draining draining = new Draining(environment);
            Connections connections = new Connections(config.limits());
            ServerContext context = new ServerContext(handler, environment, config.limits(), draining, connections);
            ConnectionSetup setup =
                    new ConnectionSetup(context, TlsSetup.of(config.tls()), LocalAccess.of(config.local()));
            Channel listener = listen(config.address(), bootstrap(loops, setup));
            LOG.info("Serving HTTP: address={} tls={}", listener.localAddress(), config.tls() != null);
            return new HttpServer(loops, listener, draining, connections);
        } catch (InterruptedException e) {
            stop(loops);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting to listen", e);
        } catch (Exception e) { // Netty throws what bind failed with, declared or not
            stop(loops);
            throw new IOException("cannot listen on " + config.address() + ": " + e.getMessage(), e);
        }
    }

    private static Channel listen(SocketAddress address, ServerBootstrap bootstrap)
            throws IOException, InterruptedException {
        if (address instanceof UnixDomainSocketAddress local) {
            return LocalListener.open(bootstrap, local);
        }
        return bootstrap
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .bind(address)
                .sync()
                .channel();
    }

    private static ServerBootstrap bootstrap(EventLoopGroup loops, ConnectionSetup setup) {
        ByteBufAllocator buffers = allocator();
        return new ServerBootstrap()
                .group(loops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.ALLOCATOR, buffers)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
                .childHandler(setup);
    }

    /** One small arena of each kind: two event loops need no more, and an idle server should cost little. */
    private static ByteBufAllocator allocator() {
        return new PooledByteBufAllocator(true, 1, 1, 8192, 6, 64, 32, false);
    }

    /** The port that is listened on; 0 for a local socket. */
    public int port() {
        return listener.localAddress() instanceof InetSocketAddress inet ? inet.getPort() : 0;
    }

    /**
     * Stops in order: takes no more connections, tells clients to go elsewhere, lets requests finish for the grace period, ends
     * streams, closes what is left. Returns when all is closed. May be called again.
     */
    @Override
    public void close() {
        closing.lock(); // a second caller waits for the first
        try {
            if (!closed) {
                closed = true;
                closeInOrder();
            }
        } finally {
            closing.unlock();
        }
    }

    private void closeInOrder() {
        listener.close().syncUninterruptibly();
        draining.begin();
        connections.drain();
        try {
            draining.finish(connections.grace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // in a hurry: skip the waiting, not the closing
        }
        connections.closeAll();
        stop(loops);
    }

    private static void stop(EventLoopGroup loops) {
        try {
            loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("Event loops did not stop cleanly", e);
        }
    }
}
