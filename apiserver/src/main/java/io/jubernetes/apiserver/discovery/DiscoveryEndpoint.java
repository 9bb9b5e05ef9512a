package io.jubernetes.apiserver.discovery;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.surface.Derived;
import io.jubernetes.apiserver.surface.NonResourceEndpoint;
import io.jubernetes.apiserver.surface.ServedTypes;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api} and {@code /apis} with what is below them. The two roots also give everything at once, to clients that accept
 * {@code APIGroupDiscoveryList}.
 */
public final class DiscoveryEndpoint implements NonResourceEndpoint {

    private final Derived<ServedTypes, DiscoveryDocuments> documents;

    /** @param serverAddress where clients reach this server, {@code host:port} */
    public DiscoveryEndpoint(Supplier<ServedTypes> types, String serverAddress) {
        this.documents = new Derived<>(types, now -> new DiscoveryDocuments(now, serverAddress));
    }

    /** The paths that are served, for the index of all paths. */
    public List<String> paths() {
        return documents.get().paths();
    }

    @Override
    public boolean serves(String path) {
        return documents.get().find(path) != null;
    }

    @Override
    public ApiResponse serve(RequestContext context) {
        String path = withoutTrailingSlash(context.info().path());
        DiscoveryDocuments now = documents.get();
        Document document = aggregated(now, path, context.request());
        document = document == null ? now.find(path) : document;
        if (document == null) {
            throw new ApiException(StatusReason.NotFound, "the server could not find the requested resource");
        }
        return document.answer(context.request());
    }

    private static @Nullable Document aggregated(DiscoveryDocuments now, String path, ApiRequest request) {
        for (String accepted : String.join(",", request.headers().all("accept")).split(",")) {
            String wanted = accepted.replace(" ", "");
            for (String version : DiscoveryDocuments.AGGREGATED_VERSIONS) {
                if (wanted.contains("as=APIGroupDiscoveryList") && wanted.contains(";v=" + version + ";")) {
                    return now.aggregated(path, version);
                }
            }
        }
        return null;
    }

    private static String withoutTrailingSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
