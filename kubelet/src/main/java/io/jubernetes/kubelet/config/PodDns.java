package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodDNSConfig;
import io.jubernetes.kubelet.KubeletConfig.ClusterDns;
import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The resolver's configuration of a pod, by its DNS policy and its own additions. */
public final class PodDns {

    private static final int MOST_SERVERS = 3;
    private static final int MOST_SEARCHES = 32;

    private final Set<String> servers = new LinkedHashSet<>();
    private final Set<String> searches = new LinkedHashSet<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    private PodDns() {}

    /** @param node what the node itself uses */
    public static Dns of(Pod pod, ClusterDns cluster, Supplier<Dns> node) {
        PodDnsPolicy policy = PodDnsPolicy.of(pod, !cluster.servers().isEmpty());
        PodDNSConfig own = pod.getSpec().getDnsConfig();
        if (policy == PodDnsPolicy.NODE && own == null) {
            return Dns.OF_NODE;
        }
        PodDns dns = new PodDns();
        switch (policy) {
            case CLUSTER -> dns.addCluster(pod.getMetadata().getNamespace(), cluster, node.get());
            case NODE -> dns.add(node.get());
            case NONE -> {}
        }
        if (own != null) {
            dns.addOwn(own);
        }
        return dns.result();
    }

    private void addCluster(String namespace, ClusterDns cluster, Dns node) {
        servers.addAll(cluster.servers());
        searches.add(namespace + ".svc." + cluster.domain());
        searches.add("svc." + cluster.domain());
        searches.add(cluster.domain());
        searches.addAll(node.searches());
        options.put("ndots", "ndots:5");
    }

    private void add(Dns dns) {
        servers.addAll(dns.servers());
        searches.addAll(dns.searches());
        dns.options().forEach(o -> options.put(o.split(":", 2)[0], o));
    }

    /** An option of the pod takes the place of one of the same name. */
    private void addOwn(PodDNSConfig own) {
        servers.addAll(own.getNameservers());
        searches.addAll(own.getSearches());
        own.getOptions()
                .forEach(o -> options.put(
                        o.getName(), o.getValue() == null ? o.getName() : o.getName() + ":" + o.getValue()));
    }

    private Dns result() {
        return new Dns(first(servers, MOST_SERVERS), first(searches, MOST_SEARCHES), List.copyOf(options.values()));
    }

    private static List<String> first(Collection<String> all, int most) {
        return new ArrayList<>(all).subList(0, Math.min(most, all.size()));
    }
}
