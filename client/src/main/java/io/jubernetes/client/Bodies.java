package io.jubernetes.client;

import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;

/** Answers whose body is wanted as a whole. */
public final class Bodies {

    /** A list of a hundred thousand pods is near this; more is not read at once. */
    private static final int LIMIT = 1 << 30;

    private Bodies() {}

    /** All of the body, whichever form it came in. */
    public static byte[] bytes(ApiResponse response) throws IOException {
        return switch (response.body()) {
            case ResponseBody.Bytes bytes -> bytes.join();
            case ResponseBody.Stream stream -> collect(stream);
            case ResponseBody.Upgrade _ -> throw new IOException("the server left HTTP where an answer was expected");
        };
    }

    private static byte[] collect(ResponseBody.Stream stream) throws IOException {
        Collector collector = new Collector();
        try {
            stream.writeTo(collector);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading an answer");
        }
        return collector.bytes.toByteArray();
    }

    private static final class Collector implements BodySink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] piece) throws IOException {
            if (bytes.size() > LIMIT - piece.length) {
                throw new IOException("the answer is too large");
            }
            bytes.writeBytes(piece);
        }

        @Override
        public void onClose(Runnable action) {
            // a collector never goes away before the body's end
        }
    }
}
