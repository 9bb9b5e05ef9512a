package io.jubernetes.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A watch that is read on a thread of its own. */
public final class TestWatch implements AutoCloseable {

    private final LinkedBlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final List<Runnable> onClose = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch gate;
    private volatile boolean closed;

    public TestWatch(TestServer server, String path) {
        this(server, path, new CountDownLatch(0));
    }

    /** @param gate the receiver takes nothing before it opens */
    public TestWatch(TestServer server, String path, CountDownLatch gate) {
        this(server, path, Headers.EMPTY, gate);
    }

    public TestWatch(TestServer server, String path, Headers headers, CountDownLatch gate) {
        this(opened(server, path, headers), gate);
    }

    /** @param stream what {@link #opened} gave */
    TestWatch(ResponseBody.Stream stream, CountDownLatch gate) {
        this.gate = gate;
        Thread.ofVirtual().name("watch").start(() -> read(stream));
    }

    /** The answer to a client whose events nobody sends yet. */
    static ResponseBody.Stream opened(TestServer server, String path, Headers headers) {
        ApiResponse response = server.send("GET", path, headers, new byte[0]);
        if (!(response.body() instanceof ResponseBody.Stream stream)) {
            throw new AssertionError("no stream: " + response.status());
        }
        return stream;
    }

    private void read(ResponseBody.Stream stream) {
        try {
            stream.writeTo(new Sink());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            ended.countDown();
        }
    }

    private final class Sink implements BodySink {
        @Override
        public void write(byte[] piece) throws IOException, InterruptedException {
            gate.await();
            if (closed) {
                throw new ClosedSinkException();
            }
            events.add(Json.decodeTrusted(piece));
        }

        @Override
        public void onClose(Runnable action) {
            synchronized (onClose) {
                onClose.add(action);
            }
        }
    }

    /** The next event, in short: {@code ADDED a}. */
    public String next() throws InterruptedException {
        JsonNode event = nextEvent();
        return event.at("/type").asText() + " "
                + event.at("/object/metadata/name").asText();
    }

    JsonNode nextEvent() throws InterruptedException {
        JsonNode event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event within 20 s");
        }
        return event;
    }

    boolean isQuiet() {
        return events.isEmpty();
    }

    boolean hasEnded() throws InterruptedException {
        return ended.await(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        synchronized (onClose) {
            onClose.forEach(Runnable::run);
        }
        ended.await(20, TimeUnit.SECONDS);
    }
}
