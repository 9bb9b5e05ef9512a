package io.jubernetes.controllers.certificate;

import io.jubernetes.controllers.certificate.CertificateSigner.Request;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signers that every cluster has, and what each of them signs. */
enum Signers {
    API_SERVER_CLIENT("kubernetes.io/kube-apiserver-client") {
        @Override
        @Nullable
        String problem(Request request, List<String> usages) {
            if (!usages.contains(CLIENT_AUTH) || !CLIENT.containsAll(usages)) {
                return "invalid usages for client certificate: " + usages;
            }
            return null;
        }
    },
    KUBELET_CLIENT("kubernetes.io/kube-apiserver-client-kubelet") {
        @Override
        @Nullable
        String problem(Request request, List<String> usages) {
            if (!isOfNode(request)) {
                return NOT_A_NODE;
            }
            if (!request.dnsNames().isEmpty()) {
                return "DNS subjectAltNames are not allowed";
            }
            if (!request.addresses().isEmpty()) {
                return "IP subjectAltNames are not allowed";
            }
            return isExactly(usages, CLIENT, CLIENT_AUTH) ? null : "usages did not match " + CLIENT;
        }
    },
    KUBELET_SERVING("kubernetes.io/kubelet-serving") {
        @Override
        @Nullable
        String problem(Request request, List<String> usages) {
            if (!isOfNode(request)) {
                return NOT_A_NODE;
            }
            if (request.dnsNames().isEmpty() && request.addresses().isEmpty()) {
                return "at least one DNS or IP subjectAltName is required";
            }
            return isExactly(usages, SERVING, SERVER_AUTH) ? null : "usages did not match " + SERVING;
        }
    },
    LEGACY_UNKNOWN("kubernetes.io/legacy-unknown") {
        @Override
        @Nullable
        String problem(Request request, List<String> usages) {
            return null;
        }
    };

    static final String NODE_PREFIX = "system:node:";
    static final String CLIENT_AUTH = "client auth";
    static final String SERVER_AUTH = "server auth";
    private static final List<String> CLIENT = List.of(CLIENT_AUTH, "digital signature", "key encipherment");
    private static final List<String> SERVING = List.of("digital signature", "key encipherment", SERVER_AUTH);
    private static final String NOT_A_NODE =
            "subject must be organization system:nodes and a common name that begins with " + NODE_PREFIX;

    private final String signerName;

    Signers(String signerName) {
        this.signerName = signerName;
    }

    /** Null for somebody else's signer. */
    static @Nullable Signers named(String signerName) {
        for (Signers signer : values()) {
            if (signer.signerName.equals(signerName)) {
                return signer;
            }
        }
        return null;
    }

    /** Why this signer does not sign such a request; null when it does. */
    abstract @Nullable String problem(Request request, List<String> usages);

    private static boolean isOfNode(Request request) {
        return request.organizations().equals(List.of("system:nodes"))
                && request.commonName().startsWith(NODE_PREFIX);
    }

    /** All of the usages, of which the encipherment of keys may be missing: not every key can do that. */
    private static boolean isExactly(List<String> usages, List<String> all, String needed) {
        Set<String> set = Set.copyOf(usages);
        return all.containsAll(set) && set.contains(needed) && set.contains("digital signature");
    }
}
