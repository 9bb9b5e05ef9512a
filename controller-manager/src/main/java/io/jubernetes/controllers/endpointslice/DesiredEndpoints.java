package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointHints;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointHintsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.ForNode;
import io.fabric8.kubernetes.api.model.discovery.v1.ForZone;
import io.jubernetes.controllers.endpoint.ServicePods;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The endpoints that a Service should have, by what they have in common, each by its pod's uid. */
final class DesiredEndpoints {

    private DesiredEndpoints() {}

    /** @param zones the zone of a node, by the node's name; null for none */
    static Map<SliceGroup, Map<String, Endpoint>> of(
            Service service, List<Pod> pods, Function<String, @Nullable String> zones) {
        Map<SliceGroup, Map<String, Endpoint>> groups = new LinkedHashMap<>();
        for (String type : addressTypes(service)) {
            for (Pod pod : pods) {
                List<String> addresses = ServicePods.addresses(pod).stream()
                        .filter(address -> address.contains(":") == type.equals("IPv6"))
                        .toList();
                List<ServicePods.ResolvedPort> ports = ServicePods.ports(service, pod);
                if (!addresses.isEmpty() && isReachable(service, ports)) {
                    groups.computeIfAbsent(new SliceGroup(type, ports), _ -> new LinkedHashMap<>())
                            .put(pod.getMetadata().getUid(), endpoint(service, pod, addresses.getFirst(), zones));
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

    private static Endpoint endpoint(
            Service service, Pod pod, String address, Function<String, @Nullable String> zones) {
        boolean serving = PodFacts.isReady(pod);
        boolean terminating = PodFacts.isBeingDeleted(pod);
        boolean ready = ServicePods.publishesNotReady(service) || (serving && !terminating);
        String node = pod.getSpec().getNodeName();
        String zone = node == null ? null : zones.apply(node);
        return new EndpointBuilder()
                .withAddresses(address)
                .withConditions(new EndpointConditions(ready, serving, terminating))
                .withHostname(ServicePods.hostname(service, pod))
                .withNodeName(node)
                .withZone(zone)
                .withHints(ready ? hints(service, node, zone) : null)
                .withTargetRef(ServicePods.reference(pod))
                .build();
    }

    /** Who is to use an endpoint rather than others, where the Service asks for near ones. */
    private static @Nullable EndpointHints hints(Service service, @Nullable String node, @Nullable String zone) {
        String distribution = service.getSpec().getTrafficDistribution();
        boolean sameNode = "PreferSameNode".equals(distribution) && node != null;
        boolean sameZone = sameNode || "PreferClose".equals(distribution) || "PreferSameZone".equals(distribution);
        if (!sameNode && (!sameZone || zone == null)) {
            return null;
        }
        return new EndpointHintsBuilder()
                .withForNodes(sameNode ? List.of(new ForNode(node)) : List.of())
                .withForZones(zone == null ? List.of() : List.of(new ForZone(zone)))
                .build();
    }
}
