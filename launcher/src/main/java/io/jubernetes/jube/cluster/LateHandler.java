package io.jubernetes.jube.cluster;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a handler that does not exist yet: a server must know its port before what it serves can be made. Until then
 * requests are answered 503.
 */
final class LateHandler implements ApiHandler {

    private volatile @Nullable ApiHandler actual;

    void set(ApiHandler handler) {
        actual = handler;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        ApiHandler handler = actual;
        if (handler == null) {
            return ApiResponse.of(503, "text/plain", "starting".getBytes(StandardCharsets.UTF_8));
        }
        return handler.handle(request);
    }
}
