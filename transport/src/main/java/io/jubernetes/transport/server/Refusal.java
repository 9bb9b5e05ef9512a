package io.jubernetes.transport.server;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/** Why HTTP itself refuses a request. */
record Refusal(int code, String reason, String message) {

    static Refusal tooLarge(int limit) {
        return new Refusal(413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit);
    }

    static Refusal malformed(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(414, "RequestURITooLong", "the request target is too long");
        }
        if (cause instanceof TooLongFrameException) {
            return new Refusal(431, "RequestHeaderFieldsTooLarge", "the request header is too large");
        }
        return new Refusal(400, "BadRequest", "malformed HTTP request");
    }

    /** What is wrong with a well-formed header; null when nothing is. */
    static @Nullable Refusal of(HttpRequest head, int bodyLimit, boolean multiplexed) {
        if (!multiplexed && head.protocolVersion().majorVersion() != 1) {
            return new Refusal(505, "HTTPVersionNotSupported", "unsupported protocol version");
        }
        if (!multiplexed && head.protocolVersion().equals(HttpVersion.HTTP_1_1) && hosts(head) != 1) {
            return new Refusal(400, "BadRequest", "missing required Host header");
        }
        if (declaredLength(head) > bodyLimit) {
            return tooLarge(bodyLimit);
        }
        String expected = head.headers().get(HttpHeaderNames.EXPECT);
        if (expected != null && !HttpUtil.is100ContinueExpected(head)) {
            return new Refusal(417, "ExpectationFailed", "unknown expectation \"" + expected + "\"");
        }
        return null;
    }

    private static int hosts(HttpRequest head) {
        return head.headers().getAll(HttpHeaderNames.HOST).size();
    }

    private static long declaredLength(HttpRequest head) {
        try {
            return HttpUtil.getContentLength(head, 0L);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    FullHttpResponse toResponse(boolean multiplexed) {
        byte[] body = Statuses.json(code, reason, message);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), Unpooled.wrappedBuffer(body));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        if (!multiplexed) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        return response;
    }
}
