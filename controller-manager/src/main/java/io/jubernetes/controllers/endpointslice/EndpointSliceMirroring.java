package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
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
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.LiveOwner;
import java.util.List;

/** Shows in slices the endpoints that somebody wrote for a Service without selector. */
public final class EndpointSliceMirroring implements Reconciler {

    private static final String BY_ENDPOINTS = "mirrored";

    private final Informer<Service> services;
    private final Informer<Endpoints> endpoints;
    private final Informer<EndpointSlice> slices;
    private final LiveOwner<Endpoints> live;
    private final ResourceClient<EndpointSlice> client;
    private final Expectations<EndpointSlice> expectations;

    private EndpointSliceMirroring(ControllerContext context) {
        this.services = context.informers().informerFor(Service.class);
        this.endpoints = context.informers().informerFor(Endpoints.class);
        this.slices = context.informers().informerFor(EndpointSlice.class);
        this.live = new LiveOwner<>(context.client().resources(Endpoints.class));
        this.client = context.client().resources(EndpointSlice.class);
        this.expectations = new Expectations<>(context.environment(), slices);
    }

    public static Part create(ControllerContext context) {
        EndpointSliceMirroring mirroring = new EndpointSliceMirroring(context);
        context.indexes()
                .ensure(
                        mirroring.slices,
                        BY_ENDPOINTS,
                        slice -> isOurs(slice) ? List.of(owner(slice).toString()) : List.of());
        Controller controller = context.controller("endpointslice-mirroring", mirroring);
        mirroring.services.addHandler(ChangeHandler.of(controller::enqueue));
        mirroring.endpoints.addHandler(ChangeHandler.of(controller::enqueue));
        mirroring.slices.addHandler(ChangeHandler.of(slice -> {
            if (isOurs(slice)) {
                controller.enqueue(owner(slice));
            }
        }));
        return Part.of(controller);
    }

    private static boolean isOurs(EndpointSlice slice) {
        return MirroredSlices.MANAGER.equals(LabelMatch.labels(slice).get(SliceDecision.MANAGED_BY));
    }

    private static Key owner(EndpointSlice slice) {
        String name = LabelMatch.labels(slice).getOrDefault(SliceDecision.SERVICE_NAME, "");
        return new Key(slice.getMetadata().getNamespace(), name);
    }

    @Override
    public Result reconcile(Key key) {
        if (!expectations.areMet(key)) {
            return Result.requeueAfter(Expectations.PATIENCE);
        }
        Endpoints object = endpoints.get(key.namespace(), key.name());
        List<EndpointSlice> present = slices.byIndex(BY_ENDPOINTS, key.toString());
        if (object == null || !MirroredSlices.isMirrored(object, services.get(key.namespace(), key.name()))) {
            present.forEach(slice -> delete(key, slice));
            return Result.done();
        }
        MirroredSlices decision = MirroredSlices.decide(object, present);
        if (decision.create().isEmpty() || live.isStillThere(object)) {
            decision.create().forEach(slice -> expectations.created(key, client.create(slice)));
            decision.update().forEach(client::update);
            decision.delete().forEach(slice -> delete(key, slice));
        }
        return Result.done();
    }

    private void delete(Key key, EndpointSlice slice) {
        try {
            client.delete(
                    slice.getMetadata().getNamespace(),
                    slice.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(slice.getMetadata().getUid()));
            expectations.deleted(key, slice);
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
