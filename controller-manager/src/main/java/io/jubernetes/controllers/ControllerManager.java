package io.jubernetes.controllers;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.deployment.DeploymentController;
import io.jubernetes.controllers.replicaset.ReplicaSetController;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All controllers, in one place, over shared informers. */
public final class ControllerManager implements AutoCloseable {

    private final Environment environment;
    private final InformerFactory informers;
    private final List<Part> parts;
    private Environment.@Nullable Task starting;

    public ControllerManager(ControllerManagerConfig config, Environment environment, ApiClient client) {
        this.environment = environment;
        this.informers = new InformerFactory(environment, client);
        ControllerContext context = new ControllerContext(environment, client, informers, config.workers());
        this.parts = List.of(ReplicaSetController.create(context), DeploymentController.create(context));
    }

    /**
     * Begins to work, once the present state is known. Does not wait for that. The informers come first: a controller that saw half
     * of the pods would make the other half anew.
     */
    public void start() {
        informers.startAll();
        starting = environment.start("controller-manager", () -> {
            informers.awaitAllSynced();
            parts.forEach(Part::start);
        });
    }

    @Override
    public void close() {
        if (starting != null) {
            starting.interrupt();
        }
        parts.reversed().forEach(Part::close);
        informers.close();
    }
}
