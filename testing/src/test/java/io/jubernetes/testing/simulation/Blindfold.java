package io.jubernetes.testing.simulation;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.BodySink;
import io.jubernetes.apimachinery.api.ResponseBody;
import java.io.IOException;

/** From a moment on the controllers' caches of one resource stand still: their watches go on, and tell nothing. */
final class Blindfold implements Parts {

    private final String resource;
    private boolean isOn;

    /** @param resource as in paths: {@code deployments} */
    Blindfold(String resource) {
        this.resource = resource;
    }

    void putOn() {
        isOn = true;
    }

    @Override
    public ApiHandler client(String process, ApiHandler real) {
        if (!process.equals("controller-manager")) {
            return real;
        }
        return request -> {
            ApiResponse response = real.handle(request);
            return request.path().endsWith("/" + resource) && response.body() instanceof ResponseBody.Stream stream
                    ? new ApiResponse(response.status(), response.headers(), withheld(stream))
                    : response;
        };
    }

    private ResponseBody.Stream withheld(ResponseBody.Stream real) {
        return sink -> real.writeTo(new BodySink() {
            @Override
            public void write(byte[] piece) throws IOException, InterruptedException {
                if (!isOn) {
                    sink.write(piece);
                }
            }

            @Override
            public void onClose(Runnable action) {
                sink.onClose(action);
            }
        });
    }
}
