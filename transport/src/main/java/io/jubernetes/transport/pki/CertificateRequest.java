package io.jubernetes.transport.pki;

import java.time.Duration;
import java.util.List;

/**
 * What a certificate shall say.
 *
 * @param commonName the user or node name
 * @param organizations the groups of a client
 * @param dnsNames names of a server
 * @param ipAddresses addresses of a server, in text form
 * @param usages what the key may be used for; at least one
 * @param validity counted from now
 */
public record CertificateRequest(
        String commonName,
        List<String> organizations,
        List<String> dnsNames,
        List<String> ipAddresses,
        List<Usage> usages,
        Duration validity) {

    /** How long certificates live when nothing else is said, as kubeadm's do. */
    public static final Duration ONE_YEAR = Duration.ofDays(365);

    public CertificateRequest {
        organizations = List.copyOf(organizations);
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
        usages = List.copyOf(usages);
        if (usages.isEmpty()) {
            throw new IllegalArgumentException("a certificate without a usage is good for nothing");
        }
    }

    /** The extended key usages that Kubernetes knows. */
    public enum Usage {
        SERVER,
        CLIENT
    }

    /** Identifies a user with groups. */
    public static CertificateRequest client(String user, String... groups) {
        return new CertificateRequest(user, List.of(groups), List.of(), List.of(), List.of(Usage.CLIENT), ONE_YEAR);
    }

    /** Identifies a server by names and addresses. */
    public static CertificateRequest server(String commonName, List<String> dnsNames, List<String> ipAddresses) {
        return new CertificateRequest(commonName, List.of(), dnsNames, ipAddresses, List.of(Usage.SERVER), ONE_YEAR);
    }
}
