package io.jubernetes.apiserver;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.customresource.CustomResources;
import io.jubernetes.apiserver.pipeline.Pipeline;
import io.jubernetes.apiserver.registry.Registry;
import io.jubernetes.apiserver.surface.CoreServices;
import io.jubernetes.apiserver.surface.Surface;
import io.jubernetes.kvstore.VersionedStore;

/**
 * A Kubernetes API server without a socket. It does not own the store: whoever opened it closes it, after this server.
 *
 * <p>{@link #start} warms the caches; requests before it, and after {@link #close}, are refused.
 */
public final class ApiServer implements ApiHandler, AutoCloseable {

    private final Registry registry;
    private final CustomResources customResources;
    private final Surface surface;
    private final Pipeline pipeline;

    public ApiServer(ApiServerConfig config, Environment environment, VersionedStore store) {
        this.registry = new Registry(config, environment, store);
        this.customResources = new CustomResources(environment, registry, this);
        this.surface = SurfaceAssembly.assemble(
                new CoreServices(config, environment, registry, registry, customResources::types, this));
        registry.attach(surface);
        this.pipeline =
                new Pipeline(environment, surface.access(), config.limits().bodyBytes(), new Router(surface, registry));
    }

    /** Reads the store and runs the start hooks; returns when the server can serve. */
    public void start() {
        registry.start(customResources::load);
        surface.startHooks().forEach(Runnable::run);
        customResources.start();
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return pipeline.handle(request);
    }

    /** Ends all watches. May be called again. */
    @Override
    public void close() {
        customResources.close();
        registry.close();
    }
}
