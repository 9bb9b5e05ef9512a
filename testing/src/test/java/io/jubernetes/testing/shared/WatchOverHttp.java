package io.jubernetes.testing.shared;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.testing.simulation.watch.WatchRecord;
import io.jubernetes.testing.simulation.watch.WatchTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A watch of ConfigMaps over the wire, whose frames are written down as they came until an object called "end" is told of. */
final class WatchOverHttp implements BodySink {

    private static final String END = "\"name\":\"end\"";

    private final WatchRecord record;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private boolean ended;

    WatchOverHttp(ApiHandler server, WatchTap tap, String revision) {
        QueryParameters query =
                QueryParameters.parse("watch=true&allowWatchBookmarks=true&resourceVersion=" + revision);
        ApiRequest request = ApiRequest.of(
                "GET", "/api/v1/namespaces/default/configmaps", query, new Caller.Local(new UserInfo("")));
        this.record = tap.begin(request);
        this.thread = Thread.ofVirtual().start(() -> run(server, request));
    }

    private void run(ApiHandler server, ApiRequest request) {
        try {
            ApiResponse response = server.handle(request);
            if (response.body() instanceof ResponseBody.Stream stream) {
                stream.writeTo(this);
            }
        } catch (ClosedSinkException over) {
            // told of the end
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    @Override
    public void write(byte[] piece) throws IOException {
        for (byte each : piece) {
            pending.write(each);
            if (each == '\n') {
                frame(pending.toByteArray());
                pending.reset();
            }
        }
        if (ended) {
            throw new ClosedSinkException();
        }
    }

    private void frame(byte[] frame) {
        WatchTap.told(record, frame);
        ended |= new String(frame, java.nio.charset.StandardCharsets.UTF_8).contains(END);
    }

    @Override
    public void onClose(Runnable action) {
        // the receiver goes away by closing the sink
    }

    /** Waits until it was told of the end. */
    void join() throws InterruptedException {
        thread.join();
        if (!ended) {
            throw new AssertionError("a watch ended early", failure.get());
        }
    }
}
