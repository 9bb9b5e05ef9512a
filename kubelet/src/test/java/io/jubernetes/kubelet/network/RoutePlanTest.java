package io.jubernetes.kubelet.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.jubernetes.kubelet.host.Ipv4Range;
import io.jubernetes.kubelet.network.LocalNetworks.Attached;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
final class RoutePlanTest {

    private static final Ipv4Range OWN = Ipv4Range.parse("10.244.0.0/24");
    private static final LocalNetworks HERE = new LocalNetworks(
            List.of(new Attached("127.0.0.1", 8), new Attached("192.168.7.1", 24), new Attached("10.244.0.1", 24)));

    @Test
    void aNeighbourIsReachedStraight() {
        RoutePlan plan = plan(peer("192.168.7.2", "10.244.1.0/24"));
        assertThat(plan.direct()).isEqualTo(Map.of("10.244.1.0/24", "192.168.7.2"));
        assertThat(plan.tunnelled()).isEmpty();
    }

    @Test
    void whoeverIsBehindARouterIsReachedThroughATunnel() {
        RoutePlan plan = plan(peer("192.168.8.2", "10.244.1.0/24"), peer("192.168.7.3", "10.244.2.0/24"));
        assertThat(plan.tunnelled()).isEqualTo(Map.of("10.244.1.0/24", "192.168.8.2"));
        assertThat(plan.direct()).isEqualTo(Map.of("10.244.2.0/24", "192.168.7.3"));
    }

    @Test
    void anotherNodeOfThisMachineNeedsNoRoute() {
        assertThat(plan(peer("192.168.7.1", "10.244.1.0/24"))).isEqualTo(RoutePlan.NONE);
    }

    @Test
    void ourOwnRangeIsNeverGivenAway() {
        assertThat(plan(peer("192.168.7.2", "10.244.0.0/24"), peer("192.168.7.3", "10.244.0.128/25")))
                .isEqualTo(RoutePlan.NONE);
        assertThat(plan(peer("192.168.7.2", "10.244.0.0/16"))).isEqualTo(RoutePlan.NONE);
    }

    @Test
    void aNodeIsAPeerOnceItHasAnAddressAndARange() {
        assertThat(Peer.of(node("192.168.7.2", "10.244.1.0/24"))).contains(peer("192.168.7.2", "10.244.1.0/24"));
        assertThat(Peer.of(node("fd00::2", "10.244.1.0/24"))).isEmpty();
        assertThat(Peer.of(node("192.168.7.2", "fd00::/64"))).isEmpty();
        assertThat(Peer.of(node("192.168.7.300", "10.244.1.0/24"))).isEmpty();
        assertThat(Peer.of(new NodeBuilder().withNewSpec().endSpec().build())).isEmpty();
    }

    private static RoutePlan plan(Peer... peers) {
        return RoutePlan.of(OWN, List.of(peers), HERE);
    }

    private static Peer peer(String address, String pods) {
        return new Peer(address, Ipv4Range.parse(pods));
    }

    private static Node node(String address, String range) {
        return new NodeBuilder()
                .withNewSpec()
                .withPodCIDR(range)
                .endSpec()
                .withNewStatus()
                .addNewAddress(address, "InternalIP")
                .endStatus()
                .build();
    }
}
