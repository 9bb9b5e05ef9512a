package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Indexes;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.endpoint.ServicePods;
import io.jubernetes.controllers.endpoint.ServiceWatch;
import io.jubernetes.controllers.ownership.Expectations;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.LiveOwner;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps the EndpointSlices of each Service with a selector. */
public final class EndpointSliceController implements Reconciler {

    private static final String BY_SERVICE = "service";
    private static final String ZONE = "topology.kubernetes.io/zone";

    private final Caches caches;
    private final LiveOwner<Service> live;
    private final ResourceClient<EndpointSlice> client;
    private final Expectations<EndpointSlice> expectations;
    private final EventRecorder events;
    // what was told last of the hints of Services that want them
    private final Map<Key, String> told = new ConcurrentHashMap<>();

    private record Caches(
            Informer<Service> services, Informer<Pod> pods, Informer<EndpointSlice> slices, Informer<Node> nodes) {

        @Nullable
        String zone(String name) {
            Node node = nodes.get(null, name);
            return node == null ? null : LabelMatch.labels(node).get(ZONE);
        }
    }

    private EndpointSliceController(ControllerContext context, Caches caches, EventRecorder events) {
        this.events = events;
        this.caches = caches;
        this.live = new LiveOwner<>(context.client().resources(Service.class));
        this.client = context.client().resources(EndpointSlice.class);
        this.expectations = new Expectations<>(context.environment(), caches.slices);
    }

    public static Part create(ControllerContext context) {
        Informer<Service> services = context.informers().informerFor(Service.class);
        Informer<Pod> pods = context.informers().informerFor(Pod.class);
        Informer<EndpointSlice> slices = context.informers().informerFor(EndpointSlice.class);
        Informer<Node> nodes = context.informers().informerFor(Node.class);
        context.indexes()
                .ensure(
                        slices,
                        BY_SERVICE,
                        slice -> isOurs(slice) ? List.of(service(slice).toString()) : List.of());
        EventRecorder events = context.events("endpoint-slice-controller");
        Controller controller = context.controller(
                "endpointslice",
                new EndpointSliceController(context, new Caches(services, pods, slices, nodes), events));
        ServiceWatch.wire(services, pods, controller);
        context.indexes().ensure(pods, Indexes.BY_NODE, Indexes::nodeOf);
        nodes.addHandler(new NodeHandler(services, pods, controller));
        slices.addHandler(ChangeHandler.of(slice -> {
            if (isOurs(slice)) {
                controller.enqueue(service(slice));
            }
        }));
        return Part.of(controller, events);
    }

    private static boolean isOurs(EndpointSlice slice) {
        Map<String, String> labels = LabelMatch.labels(slice);
        return SliceDecision.MANAGER.equals(labels.get(SliceDecision.MANAGED_BY))
                && labels.containsKey(SliceDecision.SERVICE_NAME);
    }

    private static Key service(EndpointSlice slice) {
        String name = LabelMatch.labels(slice).getOrDefault(SliceDecision.SERVICE_NAME, "");
        return new Key(slice.getMetadata().getNamespace(), name);
    }

    @Override
    public Result reconcile(Key key) {
        Service service = caches.services.get(key.namespace(), key.name());
        if (service == null) {
            // the garbage collector takes the slices
            expectations.forget(key);
            told.remove(key);
            return Result.done();
        }
        if (service.getMetadata().getDeletionTimestamp() != null || !ServicePods.hasSelector(service)) {
            return Result.done();
        }
        if (!expectations.areMet(key)) {
            return Result.requeueAfter(Expectations.PATIENCE);
        }
        List<Pod> pods = ServicePods.of(service, caches.pods);
        List<EndpointSlice> present = caches.slices.byIndex(BY_SERVICE, key.toString());
        SliceDecision decision = SliceDecision.decide(service, desired(key, service, pods), present);
        if (decision.create().isEmpty() || live.isStillThere(service)) {
            write(key, decision);
        }
        return Result.done();
    }

    private Map<SliceGroup, Map<String, Endpoint>> desired(Key key, Service service, List<Pod> pods) {
        Map<SliceGroup, Map<String, Endpoint>> desired = DesiredEndpoints.of(service, pods, caches::zone);
        if (!TopologyHints.isWanted(service)) {
            told.remove(key);
            return desired;
        }
        TopologyHints hints = TopologyHints.add(desired, ZoneShares.of(caches.nodes.list()));
        String problem = hints.problem() == null ? "" : hints.problem();
        if (!problem.equals(told.put(key, problem))) {
            tell(service, problem);
        }
        return hints.endpoints();
    }

    private void tell(Service service, String problem) {
        if (problem.isEmpty()) {
            events.normal(service, "TopologyAwareHintsEnabled", "Topology Aware Hints has been enabled");
        } else {
            events.warning(service, "TopologyAwareHintsDisabled", problem);
        }
    }

    /** New addresses first: an endpoint that moves between slices is rather seen twice than not at all. */
    private void write(Key key, SliceDecision decision) {
        decision.create().forEach(slice -> create(key, slice));
        decision.update().forEach(client::update);
        decision.delete().forEach(slice -> delete(key, slice));
    }

    private void create(Key key, EndpointSlice slice) {
        try {
            expectations.created(key, client.create(slice));
        } catch (ApiException e) {
            boolean leaving = e.is(StatusReason.NotFound)
                    || e.details().causes().stream().anyMatch(cause -> "NamespaceTerminating".equals(cause.reason()));
            if (!leaving) {
                throw e;
            }
        }
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

    /** A node that comes into a zone, or changes it, changes what its pods' endpoints say. */
    private record NodeHandler(Informer<Service> services, Informer<Pod> pods, Controller controller)
            implements ChangeHandler<Node> {

        @Override
        public void added(Node node) {
            if (LabelMatch.labels(node).containsKey(ZONE)) {
                zoneChanged(node);
            }
        }

        @Override
        public void updated(Node old, Node node) {
            if (!Objects.equals(
                    LabelMatch.labels(old).get(ZONE), LabelMatch.labels(node).get(ZONE))) {
                zoneChanged(node);
            } else if (ZoneShares.weight(old).compareTo(ZoneShares.weight(node)) != 0) {
                sharesChanged();
            }
        }

        private void zoneChanged(Node node) {
            pods.byIndex(Indexes.BY_NODE, node.getMetadata().getName())
                    .forEach(pod -> ServiceWatch.selecting(pod, services).forEach(controller::enqueue));
            sharesChanged();
        }

        /** Its pods go, and their endpoints with them; others may have to serve its zone. */
        @Override
        public void deleted(Node last) {
            sharesChanged();
        }

        private void sharesChanged() {
            services.list().stream().filter(TopologyHints::isWanted).forEach(controller::enqueue);
        }
    }
}
