package io.jubernetes.controllers.endpoint;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointAddressBuilder;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.EndpointSubset;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The subsets of a Service's Endpoints object: the pods with the same ports together. */
final class EndpointsOf {

    /** More are cut off, and an annotation says so. */
    static final int CAPACITY = 1000;

    static final String MANAGED_BY = "endpoints.kubernetes.io/managed-by";

    private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";
    private static final String HEADLESS = "service.kubernetes.io/headless";

    private EndpointsOf() {}

    /** The Endpoints of a Service with a selector as they are to be; null when they are so. */
    static @Nullable Endpoints next(Service service, List<Pod> selected, @Nullable Endpoints present) {
        List<EndpointSubset> subsets = subsets(service, selected);
        Map<String, String> labels = labels(service);
        boolean same = present != null
                && present.getSubsets().equals(subsets)
                && LabelMatch.labels(present).equals(labels);
        return same
                ? null
                : new EndpointsBuilder(Objects.requireNonNullElseGet(present, Endpoints::new))
                        .editOrNewMetadata()
                        .withNamespace(service.getMetadata().getNamespace())
                        .withName(service.getMetadata().getName())
                        .withLabels(labels)
                        .withAnnotations(annotations(present, selected.size()))
                        .endMetadata()
                        .withSubsets(subsets)
                        .build();
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
        if (selected > CAPACITY) {
            annotations.put(OVER_CAPACITY, "truncated");
        }
        return annotations;
    }

    static List<EndpointSubset> subsets(Service service, List<Pod> pods) {
        Map<List<ServicePods.ResolvedPort>, Subset> byPorts = new LinkedHashMap<>();
        for (Pod pod : pods.subList(0, Math.min(pods.size(), CAPACITY))) {
            List<ServicePods.ResolvedPort> ports = ServicePods.ports(service, pod);
            boolean portless = service.getSpec().getPorts().isEmpty() && ServicePods.isHeadless(service);
            if (!ports.isEmpty() || portless) {
                byPorts.computeIfAbsent(ports, _ -> new Subset()).add(service, pod);
            }
        }
        return byPorts.entrySet().stream()
                .map(entry -> entry.getValue().build(entry.getKey()))
                .filter(subset -> !subset.getAddresses().isEmpty()
                        || !subset.getNotReadyAddresses().isEmpty())
                .toList();
    }

    private static final class Subset {

        private final List<EndpointAddress> ready = new ArrayList<>();
        private final List<EndpointAddress> notReady = new ArrayList<>();

        void add(Service service, Pod pod) {
            boolean anyway = ServicePods.publishesNotReady(service);
            if (PodFacts.isBeingDeleted(pod) && !anyway) {
                return;
            }
            (PodFacts.isReady(pod) || anyway ? ready : notReady).add(address(service, pod));
        }

        private static EndpointAddress address(Service service, Pod pod) {
            return new EndpointAddressBuilder()
                    .withIp(ServicePods.addresses(pod).getFirst())
                    .withNodeName(pod.getSpec().getNodeName())
                    .withHostname(ServicePods.hostname(service, pod))
                    .withTargetRef(ServicePods.reference(pod))
                    .build();
        }

        EndpointSubset build(List<ServicePods.ResolvedPort> ports) {
            Comparator<EndpointAddress> byIp = Comparator.comparing(EndpointAddress::getIp);
            ready.sort(byIp);
            notReady.sort(byIp);
            return new EndpointSubset(
                    ready, notReady, ports.stream().map(Subset::port).toList());
        }

        private static EndpointPort port(ServicePods.ResolvedPort port) {
            String name = port.name().isEmpty() ? null : port.name();
            return new EndpointPort(port.appProtocol(), name, port.port(), port.protocol());
        }
    }
}
