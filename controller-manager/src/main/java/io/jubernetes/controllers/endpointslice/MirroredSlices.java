package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.jubernetes.controllers.endpoint.ServicePods;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.ownership.Owners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The slices that show what somebody wrote into an Endpoints object: one for each kind of address and set of ports.
 *
 * @param create to be made
 * @param update present ones as they should be
 * @param delete that show nothing any more
 */
record MirroredSlices(List<EndpointSlice> create, List<EndpointSlice> update, List<EndpointSlice> delete) {

    static final String MANAGER = "endpointslicemirroring-controller.k8s.io";
    private static final String SKIP = "endpointslice.kubernetes.io/skip-mirror";
    private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";
    private static final int MOST = 1000;

    /** Whether the object is somebody's own: of a Service without selector, and not marked otherwise. */
    static boolean isMirrored(@Nullable Endpoints endpoints, @Nullable Service service) {
        return endpoints != null
                && service != null
                && endpoints.getMetadata().getDeletionTimestamp() == null
                && (service.getSpec().getSelector() == null
                        || service.getSpec().getSelector().isEmpty())
                && !"true".equals(LabelMatch.labels(endpoints).get(SKIP))
                && (endpoints.getMetadata().getAnnotations() == null
                        || !endpoints.getMetadata().getAnnotations().containsKey(LEADER));
    }

    static MirroredSlices decide(Endpoints endpoints, List<EndpointSlice> present) {
        MirroredSlices slices = new MirroredSlices(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<SliceGroup, List<Endpoint>> wanted = wanted(endpoints);
        for (EndpointSlice slice : present) {
            List<Endpoint> now = wanted.remove(SliceGroup.of(slice));
            if (now == null) {
                slices.delete.add(slice);
            } else if (!now.equals(slice.getEndpoints())
                    || !LabelMatch.labels(slice).equals(labels(endpoints))) {
                slices.update.add(new EndpointSliceBuilder(slice)
                        .editMetadata()
                        .withLabels(labels(endpoints))
                        .endMetadata()
                        .withEndpoints(now)
                        .build());
            }
        }
        wanted.forEach((group, some) -> slices.create.add(fresh(endpoints, group, some)));
        return slices;
    }

    private static Map<SliceGroup, List<Endpoint>> wanted(Endpoints endpoints) {
        Map<SliceGroup, List<Endpoint>> groups = new LinkedHashMap<>();
        for (EndpointSubset subset : endpoints.getSubsets()) {
            List<ServicePods.ResolvedPort> ports =
                    subset.getPorts().stream().map(MirroredSlices::port).toList();
            add(groups, ports, subset.getAddresses(), true);
            add(groups, ports, subset.getNotReadyAddresses(), false);
        }
        return groups;
    }

    private static void add(
            Map<SliceGroup, List<Endpoint>> groups,
            List<ServicePods.ResolvedPort> ports,
            List<EndpointAddress> addresses,
            boolean ready) {
        for (EndpointAddress address : addresses) {
            SliceGroup group = new SliceGroup(address.getIp().contains(":") ? "IPv6" : "IPv4", ports);
            List<Endpoint> list = groups.computeIfAbsent(group, _ -> new ArrayList<>());
            if (list.size() < MOST) {
                list.add(endpoint(address, ready));
            }
        }
    }

    private static ServicePods.ResolvedPort port(EndpointPort port) {
        return new ServicePods.ResolvedPort(
                port.getName() == null ? "" : port.getName(),
                port.getProtocol() == null ? "TCP" : port.getProtocol(),
                port.getPort() == null ? 0 : port.getPort(),
                port.getAppProtocol());
    }

    private static Endpoint endpoint(EndpointAddress address, boolean ready) {
        return new EndpointBuilder()
                .withAddresses(address.getIp())
                .withNewConditions()
                .withReady(ready)
                .endConditions()
                .withHostname(address.getHostname())
                .withNodeName(address.getNodeName())
                .withTargetRef(address.getTargetRef())
                .build();
    }

    private static EndpointSlice fresh(Endpoints endpoints, SliceGroup group, List<Endpoint> some) {
        return new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(endpoints.getMetadata().getNamespace())
                .withGenerateName(endpoints.getMetadata().getName() + "-")
                .withLabels(labels(endpoints))
                .withOwnerReferences(Owners.controlledBy(endpoints))
                .endMetadata()
                .withAddressType(group.addressType())
                .withPorts(group.apiPorts())
                .withEndpoints(some)
                .build();
    }

    private static Map<String, String> labels(Endpoints endpoints) {
        Map<String, String> labels = new TreeMap<>(LabelMatch.labels(endpoints));
        labels.put(SliceDecision.SERVICE_NAME, endpoints.getMetadata().getName());
        labels.put(SliceDecision.MANAGED_BY, MANAGER);
        return labels;
    }
}
