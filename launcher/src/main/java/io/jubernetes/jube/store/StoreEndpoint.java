package io.jubernetes.jube.store;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.kvstore.StoreException;
import io.jubernetes.kvstore.rocks.RocksStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The work of {@code jube store} while the server runs, under {@code /store/}; everything else goes on to the API. Only for the
 * local socket, whose callers may do with the store's files what they like anyhow.
 */
public final class StoreEndpoint implements ApiHandler {

    public static final String PREFIX = "/store/";

    private final ApiHandler api;
    private final StoreWork work;

    public StoreEndpoint(ApiHandler api, RocksStore store) {
        this.api = api;
        this.work = new StoreWork(store);
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        if (!request.path().startsWith(PREFIX)) {
            return api.handle(request);
        }
        try {
            return switch (request.method() + " " + request.path().substring(PREFIX.length())) {
                case "GET stats" -> text(200, work.stats());
                case "POST compact" -> text(200, work.compact());
                case "POST backup" -> backup(request.query().first("directory"));
                default -> text(404, "there is no " + request.method() + " " + request.path());
            };
        } catch (IOException | StoreException e) {
            return text(500, String.valueOf(e.getMessage()));
        }
    }

    private ApiResponse backup(@org.jspecify.annotations.Nullable String directory) throws IOException {
        if (directory == null || !Path.of(directory).isAbsolute()) {
            return text(400, "directory: " + directory + " (expected: an absolute path)");
        }
        return text(200, work.backup(Path.of(directory)));
    }

    private static ApiResponse text(int status, String text) {
        return ApiResponse.of(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    }
}
