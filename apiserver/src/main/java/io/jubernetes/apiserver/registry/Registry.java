package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.request.RequestContext;
import io.jubernetes.apiserver.request.RequestInfo.Target;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.kvstore.VersionedStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stores of all resources. */
public final class Registry implements ObjectReader, AutoCloseable {

    public Registry(ApiServerConfig config, Environment environment, VersionedStore store) {}

    public void start() {}

    public ApiResponse handle(RequestContext context, Target target) {
        throw ApiException.notFound(target.group(), target.resource(), target.name());
    }

    @Override
    public @Nullable ObjectNode find(String group, String resource, String namespace, String name) {
        return null;
    }

    @Override
    public List<ObjectNode> list(String group, String resource, String namespace) {
        return List.of();
    }

    @Override
    public long revision(String group, String resource) {
        return 0;
    }

    @Override
    public void close() {}
}
