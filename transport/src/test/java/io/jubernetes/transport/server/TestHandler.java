package io.jubernetes.transport.server;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Answers by path what the tests need. */
final class TestHandler implements ApiHandler {

    static final int BIG_PIECES = 4000;

    final AtomicLong written = new AtomicLong();
    final CountDownLatch sinkClosed = new CountDownLatch(1);
    final CountDownLatch streamEnded = new CountDownLatch(1);
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);

    @Override
    public ApiResponse handle(ApiRequest request) {
        return switch (request.path()) {
            case "/echo" -> ApiResponse.of(200, "application/octet-stream", request.body());
            case "/who" -> text(who(request.caller()));
            case "/fail" -> throw new IllegalStateException("broken on purpose");
            case "/big" ->
                new ApiResponse(
                        200,
                        Headers.of("content-type", "application/json"),
                        new ResponseBody.Bytes(Collections.nCopies(
                                BIG_PIECES, "0123456789".repeat(10).getBytes(StandardCharsets.US_ASCII))));
            case "/forever" -> stream(this::forever);
            case "/broken" ->
                stream(sink -> {
                    sink.write("half".getBytes(StandardCharsets.US_ASCII));
                    throw new java.io.IOException("source broke");
                });
            case "/wait" -> waiting();
            case "/upgrade" ->
                new ApiResponse(101, Headers.of("upgrade", "shout"), (ResponseBody.Upgrade) connection -> {
                    byte[] buffer = new byte[4096];
                    for (int n = connection.input().read(buffer);
                            n >= 0;
                            n = connection.input().read(buffer)) {
                        String said = new String(buffer, 0, n, StandardCharsets.US_ASCII);
                        connection
                                .output()
                                .write(said.toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
                        if (said.contains("bye")) {
                            return;
                        }
                    }
                });
            default ->
                text(request.method() + " " + request.path() + " " + request.query() + " "
                        + request.headers().first("host") + " "
                        + List.copyOf(request.headers().all("x-more")));
        };
    }

    private static String who(Caller caller) {
        return switch (caller) {
            case Caller.Local(UserInfo user) -> user.name();
            case Caller.Remote remote when remote.certificates().isEmpty() -> "nobody";
            case Caller.Remote remote ->
                remote.certificates().getFirst().getSubjectX500Principal().getName();
        };
    }

    private ApiResponse waiting() {
        entered.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            return text("interrupted");
        }
        return text("waited");
    }

    private void forever(io.jubernetes.apimachinery.api.BodySink sink)
            throws java.io.IOException, InterruptedException {
        sink.onClose(sinkClosed::countDown);
        try {
            byte[] piece = new byte[16 * 1024];
            while (true) {
                sink.write(piece);
                written.addAndGet(piece.length);
                entered.countDown();
            }
        } finally {
            streamEnded.countDown();
        }
    }

    private static ApiResponse stream(ResponseBody.Stream stream) {
        return new ApiResponse(200, Headers.of("content-type", "application/json"), stream);
    }

    private static ApiResponse text(String text) {
        return ApiResponse.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
