package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.BodySink.ClosedSinkException;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.transport.server.Exchange.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes one answer. */
final class ResponseWriter {

    /** Up to here an answer is one message. */
    private static final int WHOLE = 64 * 1024;
    /** What the head of an answer counts as. */
    private static final int HEAD = 256;

    private final ServerContext server;
    private final RawRequest request;
    private final Outbound outbound;
    private final Runnable becomesStream;

    ResponseWriter(ServerContext server, RawRequest request, Outbound outbound, Runnable becomesStream) {
        this.server = server;
        this.request = request;
        this.outbound = outbound;
        this.becomesStream = becomesStream;
    }

    Outcome write(ApiResponse response) throws IOException, InterruptedException {
        return switch (response.body()) {
            case ResponseBody.Bytes bytes
            when bytes.length() > Gzip.THRESHOLD && Gzip.isTaken(request, response) ->
                writeStream(Gzip.headers(response), Gzip.stream(sink -> sink.writeAll(bytes.pieces())));
            case ResponseBody.Bytes bytes -> writeBytes(response, bytes);
            case ResponseBody.Stream stream
            when !stream.lasts() && Gzip.isTaken(request, response) ->
                writeStream(Gzip.headers(response), Gzip.stream(stream));
            case ResponseBody.Stream stream when !stream.lasts() -> writeStream(response, stream);
            case ResponseBody.Stream stream -> {
                becomesStream.run();
                yield writeStream(response, stream);
            }
            case ResponseBody.Upgrade upgrade
            when request.multiplexed() -> write(Statuses.badRequest("unable to upgrade: the connection speaks HTTP/2"));
            case ResponseBody.Upgrade upgrade -> upgrade(response, upgrade);
        };
    }

    private Outcome writeBytes(ApiResponse response, ResponseBody.Bytes bytes)
            throws ClosedSinkException, InterruptedException {
        boolean keep = keepsAlive();
        HttpResponse head = head(response, keep);
        if (mayHaveLength(response.status())) {
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, bytes.length());
        }
        if (request.isHead() || bytes.length() <= WHOLE) {
            writeWhole(head, request.isHead() ? ResponseBody.Bytes.EMPTY : bytes);
        } else {
            outbound.write(() -> head, HEAD);
            writePieces(bytes.pieces());
            outbound.writeLast(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        return keep ? Outcome.COMPLETE : Outcome.LAST;
    }

    private void writeWhole(HttpResponse head, ResponseBody.Bytes bytes)
            throws ClosedSinkException, InterruptedException {
        outbound.write(
                () -> new DefaultFullHttpResponse(
                        head.protocolVersion(),
                        head.status(),
                        buffer(bytes.pieces()),
                        head.headers(),
                        LastHttpContent.EMPTY_LAST_CONTENT.trailingHeaders()),
                HEAD + (int) bytes.length());
    }

    /** Neighbours go together up to a size that is worth a write. */
    private void writePieces(List<byte[]> pieces) throws ClosedSinkException, InterruptedException {
        List<byte[]> batch = new ArrayList<>();
        int size = 0;
        for (byte[] piece : pieces) {
            batch.add(piece);
            size += piece.length;
            if (size >= WHOLE) {
                writeContent(batch, size);
                batch = new ArrayList<>();
                size = 0;
            }
        }
        if (size > 0) {
            writeContent(batch, size);
        }
    }

    private void writeContent(List<byte[]> pieces, int size) throws ClosedSinkException, InterruptedException {
        outbound.write(() -> new DefaultHttpContent(joined(pieces, size)), size);
    }

    /** Copying small pieces costs less than handing on each: encryption copies them anyway. */
    private ByteBuf joined(List<byte[]> pieces, int size) {
        if (pieces.size() == 1) {
            return Unpooled.wrappedBuffer(pieces.getFirst());
        }
        ByteBuf joined = outbound.channel().alloc().heapBuffer(size, size);
        pieces.forEach(joined::writeBytes);
        return joined;
    }

    private static ByteBuf buffer(List<byte[]> pieces) {
        return Unpooled.wrappedBuffer(pieces.toArray(byte[][]::new));
    }

    private Outcome writeStream(ApiResponse response, ResponseBody.Stream stream)
            throws IOException, InterruptedException {
        boolean keep = keepsAlive() && request.knowsChunks();
        HttpResponse head = head(response, keep);
        if (!request.multiplexed() && request.knowsChunks()) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        outbound.write(() -> head, HEAD);
        if (!request.isHead()) {
            try {
                stream.writeTo(new StreamSink());
            } catch (ClosedSinkException e) {
                if (!outbound.isClientThere()) {
                    throw e;
                }
            }
        }
        outbound.writeLast(LastHttpContent.EMPTY_LAST_CONTENT);
        return keep ? Outcome.COMPLETE : Outcome.LAST;
    }

    private Outcome upgrade(ApiResponse response, ResponseBody.Upgrade upgrade)
            throws IOException, InterruptedException {
        becomesStream.run();
        HttpResponse head = head(response, true);
        head.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        try (RawConnection connection = RawConnection.takeOver(outbound, head)) {
            upgrade.run(connection);
        }
        return Outcome.BROKEN; // nothing more is said in HTTP
    }

    private HttpResponse head(ApiResponse response, boolean keep) {
        HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        response.headers().forEach((name, value) -> head.headers().add(name, value));
        if (!head.headers().contains(HttpHeaderNames.DATE)) {
            head.headers()
                    .set(
                            HttpHeaderNames.DATE,
                            HttpDate.format(server.environment().now()));
        }
        if (!request.multiplexed() && keep != request.knowsChunks()) {
            head.headers().set(HttpHeaderNames.CONNECTION, keep ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        }
        return head;
    }

    private boolean keepsAlive() {
        return request.keepsAlive() && !server.draining().hasBegun();
    }

    private static boolean mayHaveLength(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    /** A streamed body on its way out. */
    private final class StreamSink implements BodySink {

        @Override
        public void write(byte[] piece) throws IOException, InterruptedException {
            if (piece.length > 0) {
                outbound.write(() -> new DefaultHttpContent(Unpooled.wrappedBuffer(piece)), piece.length);
            }
        }

        @Override
        public void writeAll(List<byte[]> pieces) throws IOException, InterruptedException {
            writePieces(pieces);
        }

        @Override
        public void onClose(Runnable action) {
            outbound.onClose(action);
        }
    }
}
