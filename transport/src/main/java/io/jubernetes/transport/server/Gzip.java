package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compression of large answers, from the size on that upstream's API server compresses. */
final class Gzip {

    static final int THRESHOLD = 128 * 1024;
    private static final int PIECE = 32 * 1024;

    private Gzip() {}

    static boolean isWorthIt(RawRequest request, ApiResponse response, ResponseBody.Bytes bytes) {
        String type = response.headers().first("content-type");
        return bytes.length() > THRESHOLD
                && request.acceptsGzip()
                && !request.isHead()
                && response.headers().first("content-encoding") == null
                && type != null
                && (type.contains("json")
                        || type.contains("yaml")
                        || type.startsWith("text/")
                        || type.contains("protobuf"));
    }

    static ApiResponse headers(ApiResponse response) {
        return new ApiResponse(
                response.status(),
                response.headers().and("content-encoding", "gzip").and("vary", "Accept-Encoding"),
                response.body());
    }

    static ResponseBody.Stream stream(ResponseBody.Bytes bytes) {
        return sink -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(PIECE);
            try (Fast gzip = new Fast(packed)) {
                for (byte[] piece : bytes.pieces()) {
                    gzip.write(piece);
                    if (packed.size() >= PIECE) {
                        move(packed, sink);
                    }
                }
            }
            move(packed, sink);
        };
    }

    private static void move(ByteArrayOutputStream packed, BodySink sink) throws IOException, InterruptedException {
        sink.write(packed.toByteArray());
        packed.reset();
    }

    /** The level that upstream uses: on the way to a near client time counts more than size. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
