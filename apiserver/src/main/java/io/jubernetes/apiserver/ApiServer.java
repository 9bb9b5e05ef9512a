package io.jubernetes.apiserver;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apiserver.aggregation.Aggregator;
import io.jubernetes.apiserver.customresource.CustomResources;
import io.jubernetes.apiserver.health.ComponentStatuses;
import io.jubernetes.apiserver.metrics.ServerMetrics;
import io.jubernetes.apiserver.pipeline.Pipeline;
import io.jubernetes.apiserver.registry.Registry;
import io.jubernetes.apiserver.surface.CoreServices;
import io.jubernetes.apiserver.surface.Surface;
import io.jubernetes.kvstore.VersionedStore;
import java.util.Optional;

/**
 * A Kubernetes API server without a socket. It does not own the store: whoever opened it closes it, after this server.
 *
 * <p>{@link #start} warms the caches; requests before it, and after {@link #close}, are refused.
 */
public final class ApiServer implements ApiHandler, AutoCloseable {

    private final Registry registry;
    private final CustomResources customResources;
    private final Aggregator aggregator;
    private final Surface surface;
    private final ComponentStatuses components;
    private final Pipeline pipeline;

    public ApiServer(ApiServerConfig config, Environment environment, VersionedStore store) {
        ServerMetrics metrics = new ServerMetrics(environment);
        this.registry = new Registry(config, environment, metrics.storage().counted(store), metrics.admission());
        this.customResources = new CustomResources(environment, registry, this);
        this.aggregator = new Aggregator(environment, registry, customResources::types, this, config.frontProxy());
        customResources.onServed(aggregator::wake);
        SurfaceAssembly assembly = new SurfaceAssembly(
                new CoreServices(config, environment, registry, registry, aggregator::types, this), metrics);
        this.surface = assembly.surface();
        this.components = assembly.components();
        registry.attach(surface);
        this.pipeline = new Pipeline(
                environment,
                surface.access(),
                config.limits().bodyBytes(),
                metrics,
                new Router(surface, registry, aggregator));
    }

    /** Reads the store and runs the start hooks; returns when the server can serve. */
    public void start() {
        registry.start(() -> {
            customResources.load();
            aggregator.load();
        });
        surface.startHooks().forEach(Runnable::run);
        customResources.start();
        aggregator.start();
    }

    /** A component that runs beside this server, in the same process, is shown among the {@code componentstatuses}. */
    public void runsBeside(String component) {
        components.add(component, Optional::empty);
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        return pipeline.handle(request);
    }

    /** Ends all watches. May be called again. */
    @Override
    public void close() {
        aggregator.close();
        customResources.close();
        registry.close();
    }
}
