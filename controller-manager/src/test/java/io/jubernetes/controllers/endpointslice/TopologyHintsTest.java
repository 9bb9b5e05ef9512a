package io.jubernetes.controllers.endpointslice;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Given nodes' zones with their processors and endpoints' zones, these hints, or upstream's words why none. */
@Timeout(10)
class TopologyHintsTest {

    private static final SliceGroup GROUP = new SliceGroup("IPv4", List.of());

    /** {@code a=2 b=2}: one node for each. */
    private static List<Node> nodes(String text) {
        List<Node> nodes = new ArrayList<>();
        for (String zone : text.split(" ")) {
            nodes.add(new NodeBuilder()
                    .withNewMetadata()
                    .withName("node-" + nodes.size())
                    .addToLabels(ZoneShares.ZONE, zone.substring(0, zone.indexOf('=')))
                    .endMetadata()
                    .withNewStatus()
                    .addToAllocatable("cpu", new Quantity(zone.substring(zone.indexOf('=') + 1)))
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
        }
        return nodes;
    }

    private static Map<SliceGroup, Map<String, Endpoint>> endpoints(String zones) {
        Map<String, Endpoint> all = new LinkedHashMap<>();
        for (String zone : zones.split("")) {
            all.put(
                    "uid-" + all.size(),
                    new EndpointBuilder()
                            .withAddresses("10.0.0." + all.size())
                            .withZone(zone.equals("-") ? null : zone)
                            .build());
        }
        return Map.of(GROUP, all);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("each zone has its own", "a=2 b=2", "aabb", "aabb"),
                Arguments.of("a zone without endpoints gets some", "a=2 b=2", "aaaa", "aabb"),
                Arguments.of("a large zone gets more", "a=3 b=1", "aabb", "aaab"),
                Arguments.of("a zone that is nobody's gives all away", "a=2 b=2", "cccc", "aabb"),
                Arguments.of(
                        "one zone",
                        "a=2 a=2",
                        "aa",
                        "Insufficient Node information: allocatable CPU or zone not specified on one or more nodes"),
                Arguments.of(
                        "too few",
                        "a=2 b=2",
                        "a",
                        "Insufficient number of endpoints (1), impossible to safely allocate proportionally"),
                Arguments.of("no zone", "a=2 b=2", "aab-", "One or more endpoints do not have a zone specified"),
                Arguments.of(
                        "too uneven",
                        "a=2 b=2 c=2",
                        "abca",
                        "Unable to allocate minimum required endpoints to each zone without exceeding overload"
                                + " threshold (4 endpoints, 3 zones)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void endpointsAreSharedByProcessors(String name, String nodes, String zones, String expected) {
        TopologyHints hints = TopologyHints.add(endpoints(zones), ZoneShares.of(nodes(nodes)));
        if (hints.problem() == null) {
            StringBuilder given = new StringBuilder();
            Objects.requireNonNull(hints.endpoints().get(GROUP))
                    .values()
                    .forEach(endpoint -> given.append(
                            endpoint.getHints().getForZones().getFirst().getName()));
            assertThat(given.chars().sorted().mapToObj(Character::toString).reduce("", String::concat))
                    .isEqualTo(expected);
        } else {
            assertThat(hints.problem()).isEqualTo(expected);
            assertThat(Objects.requireNonNull(hints.endpoints().get(GROUP)).values())
                    .allMatch(endpoint -> endpoint.getHints() == null);
        }
    }
}
