package io.jubernetes.kubelet.network;

import io.jubernetes.kubelet.host.Ipv4Range;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which way packets go to the pods of other nodes, by range of pods: straight to a node in the same network, through a tunnel to
 * one behind a router, which would not know what to do with a pod's address.
 *
 * @param direct from range to the node's address
 * @param tunnelled likewise
 */
record RoutePlan(SortedMap<String, String> direct, SortedMap<String, String> tunnelled) {

    static final RoutePlan NONE = new RoutePlan(new TreeMap<>(), new TreeMap<>());

    RoutePlan {
        direct = Collections.unmodifiableSortedMap(direct);
        tunnelled = Collections.unmodifiableSortedMap(tunnelled);
    }

    /** Nodes of this machine need no route, their bridges are here; a range that overlaps with our own is never given away. */
    static RoutePlan of(Ipv4Range own, Collection<Peer> peers, LocalNetworks here) {
        TreeMap<String, String> direct = new TreeMap<>();
        TreeMap<String, String> tunnelled = new TreeMap<>();
        for (Peer peer : peers) {
            if (!here.isOwn(peer.address()) && !peer.pods().overlaps(own)) {
                boolean near = here.isNeighbour(peer.address());
                (near ? direct : tunnelled).put(peer.pods().toString(), peer.address());
            }
        }
        return new RoutePlan(direct, tunnelled);
    }
}
