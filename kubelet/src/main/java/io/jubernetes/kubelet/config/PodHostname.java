package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.env.ConfigurationError;

/**
 * What a pod is called on its network.
 *
 * @param name what its processes see as their host name
 * @param shortName the first part, as a name in {@code /etc/hosts}
 * @param domain {@code SUBDOMAIN.NAMESPACE.svc.DOMAIN}; empty when the pod has no subdomain
 */
public record PodHostname(String name, String shortName, String domain) {

    private static final int LONGEST = 63;
    private static final int LONGEST_FULL = 64;

    /**
     * @param nodeName what a pod is called that shares the node's network
     * @param clusterDomain {@code cluster.local}
     */
    public static PodHostname of(Pod pod, String nodeName, String clusterDomain) throws ConfigurationError {
        var spec = pod.getSpec();
        if (!isEmpty(spec.getHostnameOverride())) {
            return new PodHostname(spec.getHostnameOverride(), spec.getHostnameOverride(), "");
        }
        if (Boolean.TRUE.equals(spec.getHostNetwork())) {
            return new PodHostname(nodeName, nodeName, "");
        }
        String wanted = isEmpty(spec.getHostname()) ? pod.getMetadata().getName() : spec.getHostname();
        String name = wanted.length() <= LONGEST
                ? wanted
                : wanted.substring(0, LONGEST).replaceAll("[.-]+$", "");
        String domain = isEmpty(spec.getSubdomain())
                ? ""
                : spec.getSubdomain() + "." + pod.getMetadata().getNamespace() + ".svc." + clusterDomain;
        if (!Boolean.TRUE.equals(spec.getSetHostnameAsFQDN()) || domain.isEmpty()) {
            return new PodHostname(name, name, domain);
        }
        return new PodHostname(full(name + "." + domain), name, domain);
    }

    private static String full(String name) throws ConfigurationError {
        if (name.length() > LONGEST_FULL) {
            throw new ConfigurationError("failed to construct FQDN from pod hostname and cluster domain, FQDN " + name
                    + " is too long (64 characters is the max, " + name.length() + " characters requested)");
        }
        return name;
    }

    private static boolean isEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isEmpty();
    }
}
