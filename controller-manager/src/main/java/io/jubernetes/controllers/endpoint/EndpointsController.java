package io.jubernetes.controllers.endpoint;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.LabelMatch;
import org.jspecify.annotations.Nullable;

/** Keeps the Endpoints object of each Service with a selector. */
public final class EndpointsController implements Reconciler {

    private final Informer<Service> services;
    private final Informer<Pod> pods;
    private final Informer<Endpoints> endpoints;
    private final ResourceClient<Endpoints> client;

    private EndpointsController(
            Informer<Service> services,
            Informer<Pod> pods,
            Informer<Endpoints> endpoints,
            ResourceClient<Endpoints> client) {
        this.services = services;
        this.pods = pods;
        this.endpoints = endpoints;
        this.client = client;
    }

    public static Part create(ControllerContext context) {
        Informer<Service> services = context.informers().informerFor(Service.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        Informer<Endpoints> endpoints = context.informers().informerFor(Endpoints.class);
        Controller controller = context.controller(
                "endpoint",
                new EndpointsController(
                        services, pods, endpoints, context.client().resources(Endpoints.class)));
        ServiceWatch.wire(services, pods, controller);
        endpoints.addHandler(ChangeHandler.of(controller::enqueue));
        return Part.of(controller);
    }

    @Override
    public Result reconcile(Key key) {
        Service service = services.get(key.namespace(), key.name());
        Endpoints present = endpoints.get(key.namespace(), key.name());
        if (service == null) {
            deleteLeftOver(present);
        } else if (ServicePods.hasSelector(service)) {
            write(service, present);
        }
        return Result.done();
    }

    /** Only what we made: others keep Endpoints of their own. */
    private void deleteLeftOver(@Nullable Endpoints present) {
        if (present == null || !LabelMatch.labels(present).containsKey(EndpointsOf.MANAGED_BY)) {
            return;
        }
        try {
            client.delete(
                    present.getMetadata().getNamespace(),
                    present.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(present.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }

    private void write(Service service, @Nullable Endpoints present) {
        Endpoints next = EndpointsOf.next(service, ServicePods.of(service, pods), present);
        if (next != null && present == null) {
            create(next);
        } else if (next != null) {
            client.update(next);
        }
    }

    private void create(Endpoints next) {
        try {
            client.create(next);
        } catch (ApiException e) {
            boolean leaving = e.is(StatusReason.Forbidden) || e.is(StatusReason.NotFound);
            if (!leaving) {
                throw e;
            }
        }
    }
}
