package io.jubernetes.jube.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.Headers;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.api.ResponseBody;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.transport.client.Target;
import io.jubernetes.transport.client.UpgradableHttpClient;
import io.jubernetes.transport.pki.SslContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients begin with, sent over the server's own socket once it runs: a look at the API's description, and a Deployment as a
 * dry run, which leaves nothing behind. So the first client does not wait until TLS is loaded, the description is written, and
 * the classes of a Deployment are known; and a socket that does not answer is in the log.
 */
public final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final Caller WHOEVER = new Caller.Local(new UserInfo("rehearsal")); // the certificate tells who asks
    private static final String DEPLOYMENT = """
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "rehearsal"},
             "spec": {"selector": {"matchLabels": {"app": "rehearsal"}},
                      "template": {"metadata": {"labels": {"app": "rehearsal"}},
                                   "spec": {"containers": [{"name": "main", "image": "none"}]}}}}
            """;

    private Rehearsal() {}

    /** Begins beside everything else; nobody waits for it. */
    public static void start(ControlPlane plane, Environment environment) {
        environment.start("rehearsal", () -> {
            try {
                ApiHandler server = new UpgradableHttpClient(environment, target(plane));
                int described = server.handle(ApiRequest.of("GET", "/openapi/v3", QueryParameters.EMPTY, WHOEVER))
                        .status();
                LOG.info("The API answers: described={} deployment={}", described, deploy(server));
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The API does not answer on its own socket: url={}", plane.url(), e);
            }
        });
    }

    private static Target target(ControlPlane plane) throws IOException {
        ClusterPki pki = plane.pki();
        String host = URI.create(plane.url()).getHost();
        return Target.https(host, plane.port(), SslContexts.of(pki.admin(), pki.caPem()));
    }

    private static int deploy(ApiHandler server) throws IOException {
        ApiResponse answer = server.handle(new ApiRequest(
                "POST",
                "/apis/apps/v1/namespaces/default/deployments",
                QueryParameters.parse("dryRun=All"),
                Headers.of("content-type", "application/json"),
                DEPLOYMENT.getBytes(StandardCharsets.UTF_8),
                WHOEVER));
        if (answer.status() == 201 && answer.body() instanceof ResponseBody.Bytes body) {
            KubernetesJson.copy(KubernetesJson.mapper().readValue(body.join(), Deployment.class));
        }
        return answer.status();
    }
}
