package io.jubernetes.kubelet.api;

import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.kubelet.api.DelegatedAccess.Who;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Decides who may use a node's API. Callers show a client certificate, verified by the transport against the cluster's CA, or a
 * bearer token, about which the API server is asked. The cluster's masters ({@code system:masters}, which is how the API server
 * identifies itself to node agents) may do all; others what the API server allows them to do with the node's subresource that
 * stands for the request ({@code nodes/stats}, {@code nodes/metrics}, {@code nodes/log}, …, or {@code nodes/proxy} for all of
 * it). Health is answered to anybody.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/">Kubelet authentication and
 *     authorization</a>
 */
public final class NodeApiAccess implements ApiHandler {

    private static final String MASTERS = "system:masters";
    private static final String BEARER = "Bearer ";

    private final ApiHandler guarded;
    private final DelegatedAccess access;
    private final String nodeName;

    public NodeApiAccess(ApiHandler guarded, ApiClient client, String nodeName) {
        this.guarded = guarded;
        this.access = new DelegatedAccess(client, nodeName);
        this.nodeName = nodeName;
    }

    @Override
    public ApiResponse handle(ApiRequest request) {
        if (request.path().equals("/healthz")) {
            return guarded.handle(request);
        }
        return switch (request.caller()) {
            case Caller.Local _ -> guarded.handle(request);
            case Caller.Remote remote -> remote(request, remote);
        };
    }

    private ApiResponse remote(ApiRequest request, Caller.Remote remote) {
        try {
            Optional<Who> who = remote.certificates().isEmpty()
                    ? byToken(request)
                    : byCertificate(remote.certificates().getFirst());
            if (who.isEmpty()) {
                return refusal(401, "Unauthorized");
            }
            NodePermission permission = NodePermission.of(request.method(), request.path());
            if (who.get().groups().contains(MASTERS) || access.isAllowed(who.get(), permission)) {
                return guarded.handle(request);
            }
            return refusal(
                    403,
                    "Forbidden (user=" + who.get().name() + ", verb=" + permission.verb()
                            + ", resource=nodes, subresource(s)=[" + permission.subresource() + "])");
        } catch (ApiException | UncheckedIOException e) {
            return refusal(500, "Authorization error on node " + nodeName);
        }
    }

    private Optional<Who> byToken(ApiRequest request) {
        String header = request.headers().first("authorization");
        return header == null || !header.startsWith(BEARER)
                ? Optional.empty()
                : access.authenticate(header.substring(BEARER.length()).trim());
    }

    private static Optional<Who> byCertificate(X509Certificate certificate) {
        String name = "";
        List<String> groups = new ArrayList<>();
        try {
            LdapName subject =
                    new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn rdn : subject.getRdns()) {
                if (rdn.getType().equals("CN")) {
                    name = String.valueOf(rdn.getValue());
                } else if (rdn.getType().equals("O")) {
                    groups.add(String.valueOf(rdn.getValue()));
                }
            }
        } catch (InvalidNameException e) {
            return Optional.empty(); // a subject that cannot be read is nobody's
        }
        groups.add("system:authenticated");
        return name.isEmpty() ? Optional.empty() : Optional.of(new Who(name, groups));
    }

    private static ApiResponse refusal(int status, String text) {
        return ApiResponse.of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
