package io.jubernetes.transport.client;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.BodySink.ClosedSinkException;
import io.jubernetes.apimachinery.api.ResponseBody;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** Passes on what the server sends, as it comes. */
final class StreamedBody implements ResponseBody.Stream {

    private static final int PIECE = 32 * 1024;

    private final ClientConnection connection;
    private final BodyInput body;

    StreamedBody(ClientConnection connection, BodyInput body) {
        this.connection = connection;
        this.body = body;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        AtomicBoolean left = new AtomicBoolean();
        sink.onClose(() -> {
            left.set(true);
            cut();
        });
        try {
            copy(sink);
        } catch (ClosedSinkException e) {
            return; // the receiver had enough
        } catch (IOException e) {
            if (!left.get()) {
                throw e;
            }
        } finally {
            cut();
        }
    }

    private void copy(BodySink sink) throws IOException, InterruptedException {
        byte[] buffer = new byte[PIECE];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            sink.write(Arrays.copyOf(buffer, count));
        }
    }

    /** Wakes the reader, too. */
    private void cut() {
        try {
            connection.close();
        } catch (IOException e) {
            return; // nothing is lost: all that mattered was read
        }
    }
}
