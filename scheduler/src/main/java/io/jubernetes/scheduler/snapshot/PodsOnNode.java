package io.jubernetes.scheduler.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/** The pods of one node with their sums, immutable. */
record PodsOnNode(
        TreeMap<String, PlacedPod> byUid,
        Usage usage,
        List<HostPort> ports,
        List<PlacedPod> withAffinity,
        List<PlacedPod> withAntiAffinity,
        List<PlacedPod> withClaims) {

    static final PodsOnNode NONE =
            new PodsOnNode(new TreeMap<>(), Usage.NONE, List.of(), List.of(), List.of(), List.of());

    static PodsOnNode of(Collection<PlacedPod> pods) {
        TreeMap<String, PlacedPod> byUid = new TreeMap<>();
        Usage usage = Usage.NONE;
        List<HostPort> ports = new ArrayList<>();
        for (PlacedPod pod : pods) {
            byUid.put(pod.uid(), pod);
            usage = usage.plus(pod.usage());
            ports.addAll(pod.ports());
        }
        return new PodsOnNode(
                byUid,
                usage,
                ports,
                pods.stream().filter(pod -> !pod.affinity().isEmpty()).toList(),
                pods.stream()
                        .filter(pod -> !pod.affinity().forbidden().isEmpty())
                        .toList(),
                pods.stream().filter(pod -> !pod.claims().isEmpty()).toList());
    }

    PodsOnNode with(PlacedPod pod) {
        PodsOnNode base = byUid.containsKey(pod.uid()) ? without(pod.uid()) : this;
        TreeMap<String, PlacedPod> copy = new TreeMap<>(base.byUid);
        copy.put(pod.uid(), pod);
        return new PodsOnNode(
                copy,
                base.usage.plus(pod.usage()),
                pod.ports().isEmpty() ? base.ports : joined(base.ports, pod.ports()),
                pod.affinity().isEmpty() ? base.withAffinity : joined(base.withAffinity, List.of(pod)),
                pod.affinity().forbidden().isEmpty()
                        ? base.withAntiAffinity
                        : joined(base.withAntiAffinity, List.of(pod)),
                pod.claims().isEmpty() ? base.withClaims : joined(base.withClaims, List.of(pod)));
    }

    PodsOnNode without(String uid) {
        TreeMap<String, PlacedPod> copy = new TreeMap<>(byUid);
        PlacedPod pod = copy.remove(uid);
        if (pod == null) {
            return this;
        }
        List<HostPort> rest = ports;
        if (!pod.ports().isEmpty()) {
            rest = new ArrayList<>(ports);
            pod.ports().forEach(rest::remove);
        }
        return new PodsOnNode(
                copy,
                usage.minus(pod.usage()),
                Collections.unmodifiableList(rest),
                without(withAffinity, uid),
                without(withAntiAffinity, uid),
                without(withClaims, uid));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return Collections.unmodifiableList(all);
    }

    private static List<PlacedPod> without(List<PlacedPod> pods, String uid) {
        return pods.isEmpty()
                ? pods
                : pods.stream().filter(pod -> !pod.uid().equals(uid)).toList();
    }
}
