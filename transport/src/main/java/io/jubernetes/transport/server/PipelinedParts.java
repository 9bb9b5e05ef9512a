package io.jubernetes.transport.server;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent before it had the answer to its last request. Reading goes on up to a bound, because only reading tells
 * that the client went away.
 */
final class PipelinedParts {

    private static final int BOUND = 256 * 1024;
    /** An estimate for a request line with its header fields. */
    private static final int HEAD_COST = 2048;

    private final Queue<HttpObject> parts = new ArrayDeque<>();
    private int held;

    void add(Channel channel, HttpObject part) {
        parts.add(part);
        held += cost(part);
        if (held > BOUND) {
            channel.config().setAutoRead(false);
        }
    }

    @Nullable
    HttpObject poll(Channel channel) {
        HttpObject part = parts.poll();
        if (part == null) {
            if (!channel.config().isAutoRead()) {
                channel.config().setAutoRead(true);
            }
            return null;
        }
        held -= cost(part);
        return part;
    }

    void release() {
        parts.forEach(ReferenceCountUtil::release);
        parts.clear();
    }

    private static int cost(HttpObject part) {
        return part instanceof HttpContent content ? 64 + content.content().capacity() : HEAD_COST;
    }
}
