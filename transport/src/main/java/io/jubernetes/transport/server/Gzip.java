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

    static boolean isTaken(RawRequest request, ApiResponse response) {
        String type = response.headers().first("content-type");
        return request.acceptsGzip()
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

    static ResponseBody.Stream stream(ResponseBody.Stream source) {
        return sink -> {
            try (Packing packing = new Packing(sink)) {
                source.writeTo(packing);
                packing.finish();
            }
        };
    }

    private static final class Packing implements BodySink, AutoCloseable {
        private final BodySink sink;
        private final ByteArrayOutputStream packed = new ByteArrayOutputStream(PIECE);
        private final Fast gzip = new Fast(packed);

        Packing(BodySink sink) throws IOException {
            this.sink = sink;
        }

        @Override
        public void write(byte[] piece) throws IOException, InterruptedException {
            gzip.write(piece);
            if (packed.size() >= PIECE) {
                move();
            }
        }

        private void move() throws IOException, InterruptedException {
            sink.write(packed.toByteArray());
            packed.reset();
        }

        void finish() throws IOException, InterruptedException {
            gzip.finish();
            move();
        }

        @Override
        public void onClose(Runnable action) {
            sink.onClose(action);
        }

        @Override
        public void close() throws IOException {
            gzip.close();
        }
    }

    /** The level that upstream uses: on the way to a near client time counts more than size. */
    private static final class Fast extends GZIPOutputStream {
        Fast(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
