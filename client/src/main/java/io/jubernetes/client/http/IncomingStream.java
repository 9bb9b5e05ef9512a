package io.jubernetes.client.http;

import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The body of an answer as it comes in; the sender is slowed down while the sink is slow. */
final class IncomingStream implements ResponseBody.Stream {

    private static final int PIECE = 32 << 10;

    private final InputStream in;
    private final Runnable over;

    /** @param over called once the body was read as far as anybody wanted it */
    IncomingStream(InputStream in, Runnable over) {
        this.in = in;
        this.over = over;
    }

    @Override
    public void writeTo(BodySink sink) throws IOException, InterruptedException {
        sink.onClose(this::closeQuietly);
        byte[] buffer = new byte[PIECE];
        try (in) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                sink.write(Arrays.copyOf(buffer, length));
            }
        } catch (BodySink.ClosedSinkException e) {
            // the ordinary end of a watch
        } catch (IOException e) {
            // the JDK's stream turns an interruption into this
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw e;
        } finally {
            over.run();
        }
    }

    private void closeQuietly() {
        try {
            in.close();
        } catch (IOException e) {
            // nobody wants what could not be read
        }
    }
}
