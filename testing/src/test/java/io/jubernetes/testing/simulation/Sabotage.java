package io.jubernetes.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Changes what goes between a component and the API server. */
final class Sabotage {

    private Sabotage() {}

    /** What is done with a piece of a watch. */
    interface Teller {
        /** @param number of the piece, from 1 */
        void tell(byte[] frame, int number, BodySink sink) throws IOException, InterruptedException;
    }

    /** Whether it is this request of a process whose name begins so. */
    static boolean is(String process, String which, ApiRequest request, String method, String path) {
        return process.startsWith(which)
                && request.method().equals(method)
                && request.path().matches(path);
    }

    /** Changes the object in the requests of a process. @param path as a regular expression */
    static ApiHandler writes(
            String process, String which, ApiHandler real, String method, String path, Consumer<ObjectNode> change) {
        return request -> real.handle(is(process, which, request, method, path) ? changed(request, change) : request);
    }

    private static ApiRequest changed(ApiRequest request, Consumer<ObjectNode> change) {
        try {
            ObjectNode object = (ObjectNode) Json.mapper().readTree(request.body());
            change.accept(object);
            return new ApiRequest(
                    request.method(),
                    request.path(),
                    request.query(),
                    request.headers(),
                    object.toString().getBytes(StandardCharsets.UTF_8),
                    request.caller());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells streams in another way. */
    static ApiHandler watches(ApiHandler real, Teller teller) {
        return request -> {
            ApiResponse response = real.handle(request);
            return response.body() instanceof ResponseBody.Stream stream
                    ? new ApiResponse(response.status(), response.headers(), told(stream, teller))
                    : response;
        };
    }

    private static ResponseBody.Stream told(ResponseBody.Stream real, Teller teller) {
        return sink -> real.writeTo(new BodySink() {
            private int frames;

            @Override
            public void write(byte[] piece) throws IOException, InterruptedException {
                teller.tell(piece, ++frames, sink);
            }

            @Override
            public void onClose(Runnable action) {
                sink.onClose(action);
            }
        });
    }
}
