package io.jubernetes.controllers.endpointslice;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointHintsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.ForZone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives the zones of a cluster endpoints in proportion to their processors, for Services with the annotation {@value #MODE}: an
 * endpoint serves its own zone unless another zone has too few of them. No zone is to get a fifth more work than its share; where
 * that cannot be had there are no hints.
 *
 * @param problem why there are none; null when there are
 */
record TopologyHints(
        Map<SliceGroup, Map<String, Endpoint>> endpoints,
        @Nullable String problem) {

    static final String MODE = "service.kubernetes.io/topology-mode";
    private static final double OVERLOAD = 0.2;

    /** What a zone is to get at least, and what would be its share. */
    private record Allocation(int least, double share) {}

    static boolean isWanted(Service service) {
        Map<String, String> annotations = service.getMetadata().getAnnotations();
        return annotations != null && "auto".equalsIgnoreCase(annotations.get(MODE));
    }

    static TopologyHints add(Map<SliceGroup, Map<String, Endpoint>> desired, ZoneShares shares) {
        Map<SliceGroup, Map<String, Endpoint>> hinted = new LinkedHashMap<>();
        String problem = null;
        for (Map.Entry<SliceGroup, Map<String, Endpoint>> group : desired.entrySet()) {
            List<Endpoint> ready = group.getValue().values().stream()
                    .filter(TopologyHints::isReady)
                    .toList();
            Map<String, Allocation> allocations = new TreeMap<>();
            String own = problem(ready, shares, allocations);
            problem = problem == null ? own : problem;
            hinted.put(
                    group.getKey(),
                    own == null ? hinted(group.getValue(), zones(ready, allocations)) : without(group.getValue()));
        }
        return new TopologyHints(hinted, problem);
    }

    private static boolean isReady(Endpoint endpoint) {
        return endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    }

    private static @Nullable String problem(
            List<Endpoint> ready, ZoneShares shares, Map<String, Allocation> allocations) {
        int zones = shares.byZone().size();
        if (zones == 0) {
            return "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes";
        }
        if (zones > ready.size()) {
            return "Insufficient number of endpoints (" + ready.size() + "), impossible to safely allocate"
                    + " proportionally";
        }
        int left = ready.size();
        for (Map.Entry<String, Double> zone : shares.byZone().entrySet()) {
            double share = zone.getValue() * ready.size();
            int least = (int) Math.ceil(share / (1 + OVERLOAD));
            allocations.put(zone.getKey(), new Allocation(least, Math.max(share, least)));
            left -= least;
        }
        if (left < 0) {
            return "Unable to allocate minimum required endpoints to each zone without exceeding overload threshold ("
                    + ready.size() + " endpoints, " + zones + " zones)";
        }
        return ready.stream().anyMatch(endpoint -> endpoint.getZone() == null)
                ? "One or more endpoints do not have a zone specified"
                : null;
    }

    /** The zone that each endpoint is for: its own, but for those that go where there are too few. */
    private static Map<Endpoint, String> zones(List<Endpoint> ready, Map<String, Allocation> allocations) {
        Map<Endpoint, String> zones = new LinkedHashMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        allocations.keySet().forEach(zone -> counts.put(zone, 0));
        ready.forEach(endpoint -> {
            zones.put(endpoint, endpoint.getZone());
            counts.merge(endpoint.getZone(), 1, Integer::sum);
        });
        for (String poor : allocations.keySet()) {
            while (counts.getOrDefault(poor, 0) < least(allocations, poor)) {
                String rich = richest(counts, allocations);
                Endpoint moved = last(zones, rich);
                zones.put(moved, poor);
                counts.merge(rich, -1, Integer::sum);
                counts.merge(poor, 1, Integer::sum);
            }
        }
        return zones;
    }

    private static int least(Map<String, Allocation> allocations, String zone) {
        Allocation allocation = allocations.get(zone);
        return allocation == null ? 0 : allocation.least;
    }

    private static String richest(Map<String, Integer> counts, Map<String, Allocation> allocations) {
        String richest = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Integer> zone : counts.entrySet()) {
            Allocation allocation = allocations.get(zone.getKey());
            double surplus = zone.getValue() - (allocation == null ? 0 : allocation.share);
            boolean canGive = zone.getValue() > least(allocations, zone.getKey());
            if (canGive && surplus > most) {
                most = surplus;
                richest = zone.getKey();
            }
        }
        return richest;
    }

    private static Endpoint last(Map<Endpoint, String> zones, String zone) {
        List<Endpoint> own = new ArrayList<>();
        zones.forEach((endpoint, now) -> {
            if (now.equals(zone)) {
                own.add(endpoint);
            }
        });
        return own.getLast();
    }

    private static Map<String, Endpoint> hinted(Map<String, Endpoint> endpoints, Map<Endpoint, String> zones) {
        Map<String, Endpoint> hinted = new LinkedHashMap<>();
        endpoints.forEach((uid, endpoint) -> {
            String zone = zones.get(endpoint);
            hinted.put(
                    uid,
                    new EndpointBuilder(endpoint)
                            .withHints(
                                    zone == null
                                            ? null
                                            : new EndpointHintsBuilder()
                                                    .withForZones(new ForZone(zone))
                                                    .build())
                            .build());
        });
        return hinted;
    }

    private static Map<String, Endpoint> without(Map<String, Endpoint> endpoints) {
        return hinted(endpoints, Map.of());
    }
}
