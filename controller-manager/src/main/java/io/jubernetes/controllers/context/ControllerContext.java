package io.jubernetes.controllers.context;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.InformerFactory;

/**
 * What every controller is given.
 *
 * @param client calls as the controller's own identity
 * @param informers shared by all controllers; started by the manager when all of them are wired
 * @param indexes of the shared informers
 * @param identities as whom a controller can call
 * @param workers how many keys a controller works on at a time
 */
public record ControllerContext(
        Environment environment,
        ApiClient client,
        InformerFactory informers,
        Indexes indexes,
        Identities identities,
        int workers) {

    /** For the controller with this service account. */
    public ControllerContext as(String account) {
        return new ControllerContext(environment, identities.of(account), informers, indexes, identities, workers);
    }

    public Controller controller(String name, Reconciler reconciler) {
        return new Controller(name, environment, reconciler, workers);
    }

    /** Events in the name of a controller. */
    public EventRecorder events(String component) {
        return new EventRecorder(environment, client, component, "");
    }
}
