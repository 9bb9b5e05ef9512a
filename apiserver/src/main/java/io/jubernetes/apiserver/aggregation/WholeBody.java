package io.jubernetes.apiserver.aggregation;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.environment.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/** An answer's body, read to its end; up to a size and for a time. */
final class WholeBody implements BodySink {

    private static final int LARGEST = 32 << 20;

    private final Environment environment;
    private final Duration patience;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Environment.Timer limit = () -> {};

    private WholeBody(Environment environment, Duration patience) {
        this.environment = environment;
        this.patience = patience;
    }

    static byte[] read(ResponseBody body, Environment environment, Duration patience)
            throws IOException, InterruptedException {
        return switch (body) {
            case ResponseBody.Bytes whole -> whole.join();
            case ResponseBody.Stream stream -> {
                WholeBody whole = new WholeBody(environment, patience);
                try {
                    stream.writeTo(whole);
                } finally {
                    whole.limit.cancel();
                }
                yield whole.bytes.toByteArray();
            }
            case ResponseBody.Upgrade upgrade -> new byte[0];
        };
    }

    @Override
    public void write(byte[] piece) throws IOException {
        if (bytes.size() + piece.length > LARGEST) {
            throw new IOException("the answer is too large");
        }
        bytes.write(piece);
    }

    /** Whoever sends too slowly is taken for gone. */
    @Override
    public void onClose(Runnable action) {
        limit = environment.after(patience, "answer-limit", action::run);
    }
}
