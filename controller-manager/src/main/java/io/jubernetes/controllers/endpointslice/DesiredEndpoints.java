package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.jubernetes.controllers.endpoint.ServicePods;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints that a Service should have, by what they have in common, each by its pod's uid. */
final class DesiredEndpoints {

    private DesiredEndpoints() {}

    static Map<SliceGroup, Map<String, Endpoint>> of(Service service, List<Pod> pods) {
        Map<SliceGroup, Map<String, Endpoint>> groups = new LinkedHashMap<>();
        for (String type : addressTypes(service)) {
            for (Pod pod : pods) {
                List<String> addresses = ServicePods.addresses(pod).stream()
                        .filter(address -> address.contains(":") == type.equals("IPv6"))
                        .toList();
                List<ServicePods.ResolvedPort> ports = ServicePods.ports(service, pod);
                if (!addresses.isEmpty() && isReachable(service, ports)) {
                    groups.computeIfAbsent(new SliceGroup(type, ports), _ -> new LinkedHashMap<>())
                            .put(pod.getMetadata().getUid(), endpoint(service, pod, addresses.getFirst()));
                }
            }
        }
        return groups;
    }

    static List<String> addressTypes(Service service) {
        List<String> families = service.getSpec().getIpFamilies();
        return families == null || families.isEmpty() ? List.of("IPv4") : families;
    }

    private static boolean isReachable(Service service, List<ServicePods.ResolvedPort> ports) {
        return !ports.isEmpty() || service.getSpec().getPorts().isEmpty();
    }

    private static Endpoint endpoint(Service service, Pod pod, String address) {
        boolean serving = PodFacts.isReady(pod);
        boolean terminating = PodFacts.isBeingDeleted(pod);
        boolean ready = ServicePods.publishesNotReady(service) || (serving && !terminating);
        return new EndpointBuilder()
                .withAddresses(address)
                .withConditions(new EndpointConditions(ready, serving, terminating))
                .withHostname(ServicePods.hostname(service, pod))
                .withNodeName(pod.getSpec().getNodeName())
                .withTargetRef(ServicePods.reference(pod))
                .build();
    }
}
