package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Lets only the cluster's masters through to a node's API, because who may exec there may do everything there: callers need a
 * client certificate, verified by the transport against the cluster's CA, of the group {@code system:masters}, which is how the
 * API server identifies itself to node agents. Health is answered to anybody.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/">Kubelet authentication and
 *     authorization</a>
 */
public final class NodeApiAccess implements ApiHandler {

    private static final String MASTERS = "system:masters";

    private final ApiHandler guarded;

    public NodeApiAccess(ApiHandler guarded) {
        this.guarded = guarded;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        if (request.path().equals("/healthz")) {
            return guarded.handle(request);
        }
        return switch (request.caller()) {
            case Caller.Local _ -> guarded.handle(request);
            case Caller.Remote remote when remote.certificates().isEmpty() -> refusal(401, "Unauthorized");
            case Caller.Remote remote when isMaster(remote.certificates()) -> guarded.handle(request);
            case Caller.Remote _ -> refusal(403, "Forbidden");
        };
    }

    private static boolean isMaster(List<X509Certificate> chain) {
        try {
            LdapName subject =
                    new LdapName(chain.getFirst().getSubjectX500Principal().getName());
            return subject.getRdns().stream()
                    .anyMatch(rdn -> rdn.getType().equals("O") && MASTERS.equals(rdn.getValue()));
        } catch (InvalidNameException e) {
            return false; // a subject that cannot be read is nobody's
        }
    }

    private static ApiResponse refusal(int status, String text) {
        return ApiResponse.of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
