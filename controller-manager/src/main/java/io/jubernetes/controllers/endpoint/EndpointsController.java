package io.jubernetes.controllers.endpoint;

import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps the Endpoints object of each Service with a selector. */
public final class EndpointsController implements Reconciler {

    private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";
    private static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";
    private static final String HEADLESS = "service.kubernetes.io/headless";

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
        if (present == null || !LabelMatch.labels(present).containsKey(MANAGED_BY)) {
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
        List<Pod> selected = ServicePods.of(service, pods);
        List<EndpointSubset> subsets = EndpointsOf.subsets(service, selected);
        Map<String, String> labels = labels(service);
        if (present != null
                && present.getSubsets().equals(subsets)
                && LabelMatch.labels(present).equals(labels)) {
            return;
        }
        Endpoints next = new EndpointsBuilder(Objects.requireNonNullElseGet(present, Endpoints::new))
                .editOrNewMetadata()
                .withNamespace(service.getMetadata().getNamespace())
                .withName(service.getMetadata().getName())
                .withLabels(labels)
                .withAnnotations(annotations(present, selected.size()))
                .endMetadata()
                .withSubsets(subsets)
                .build();
        if (present == null) {
            create(next);
        } else {
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

    private static Map<String, String> labels(Service service) {
        Map<String, String> labels = new TreeMap<>(LabelMatch.labels(service));
        labels.put(MANAGED_BY, "endpoint-controller");
        if (ServicePods.isHeadless(service)) {
            labels.put(HEADLESS, "");
        }
        return labels;
    }

    private static Map<String, String> annotations(@Nullable Endpoints present, int selected) {
        Map<String, String> annotations = new TreeMap<>();
        if (present != null && present.getMetadata().getAnnotations() != null) {
            annotations.putAll(present.getMetadata().getAnnotations());
        }
        annotations.remove(OVER_CAPACITY);
        if (selected > EndpointsOf.CAPACITY) {
            annotations.put(OVER_CAPACITY, "truncated");
        }
        return annotations;
    }
}
