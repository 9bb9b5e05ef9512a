package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.environment.Environment;
import io.netty.channel.Channel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection: how many requests run on it, and by when something must arrive. Used on its event loop only, except where
 * said otherwise.
 *
 * <pre>
 *   opened ──readDeadline──► closed        first byte of a request while idle: the readDeadline again
 *   request running: no deadline here      last request done ──idleTimeout──► closed; the readDeadline when the next one has begun
 * </pre>
 */
final class ConnectionState {

    private final Channel channel;
    private final ServerContext server;
    private boolean multiplexed;
    private boolean idle;
    private int running;

    /** Whether the request that runs has arrived in full, so that what comes now belongs to the next one. HTTP/1.1 only. */
    private boolean whole;

    /** Whether the next request began to arrive while one ran. */
    private boolean nextBegan;

    private Environment.@Nullable Timer deadline;

    ConnectionState(Channel channel, ServerContext server) {
        this.channel = channel;
        this.server = server;
        channel.closeFuture().addListener(done -> disarm());
    }

    Channel channel() {
        return channel;
    }

    void opened() {
        arm(server.limits().readDeadline());
    }

    /** Requests share the connection, which is told to go away by a frame of its own. */
    void speaksHttp2() {
        multiplexed = true;
    }

    void bytesArrived() {
        if (idle) {
            idle = false;
            arm(server.limits().readDeadline());
        }
        nextBegan = whole;
    }

    void requestStarted() {
        running++;
        idle = false;
        disarm();
    }

    void requestArrived() {
        whole = true;
    }

    void requestEnded() {
        running--;
        if (running == 0 && channel.isActive()) {
            idle = !nextBegan;
            arm(nextBegan ? server.limits().readDeadline() : server.limits().idleTimeout());
        }
        whole = false;
        nextBegan = false;
    }

    /** No more requests: closes now or, when some run, after them. */
    void drain() {
        if (multiplexed || running == 0) {
            channel.close(); // HTTP/2's codec sends GOAWAY and waits for the streams
        }
    }

    /** Whatever still runs. */
    void closeNow() {
        disarm();
        channel.unsafe().close(channel.voidPromise()); // past the handlers, which may want to wait
    }

    /** Runs an action on the event loop. From any thread. */
    void onLoop(Runnable action) {
        if (channel.eventLoop().inEventLoop()) {
            action.run();
        } else if (!channel.eventLoop().isShuttingDown()) {
            channel.eventLoop().execute(action);
        }
    }

    private void arm(Duration limit) {
        disarm();
        deadline = server.environment().after(limit, "http-deadline", channel::close);
    }

    private void disarm() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }
}
