package io.jubernetes.apiserver.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom a token speaks for, and what must still exist for it to be good.
 *
 * @param account the service account
 * @param pod the pod that uses it, if the token is bound to one
 * @param node where that pod runs, or the node that the token is bound to
 * @param secret the secret that the token is bound to
 */
record TokenSubject(
        String namespace,
        Reference account,
        @Nullable Reference pod,
        @Nullable Reference node,
        @Nullable Reference secret) {

    /** An object that must be the same one, not just one of the same name. */
    record Reference(String name, String uid) {}

    String userName() {
        return "system:serviceaccount:" + namespace + ":" + account.name();
    }

    List<String> groups() {
        return List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace);
    }

    /** The facts that upstream tells about a token's user beside name and groups. */
    Map<String, List<String>> extra(String tokenId) {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        if (!tokenId.isEmpty()) {
            extra.put("authentication.kubernetes.io/credential-id", List.of("JTI=" + tokenId));
        }
        put(extra, "pod", pod);
        put(extra, "node", node);
        return extra;
    }

    private static void put(Map<String, List<String>> extra, String what, @Nullable Reference reference) {
        if (reference != null) {
            extra.put("authentication.kubernetes.io/" + what + "-name", List.of(reference.name()));
            extra.put("authentication.kubernetes.io/" + what + "-uid", List.of(reference.uid()));
        }
    }
}
