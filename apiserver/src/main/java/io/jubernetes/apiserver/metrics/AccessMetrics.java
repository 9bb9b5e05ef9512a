package io.jubernetes.apiserver.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.request.RequestInfo;
import io.jubernetes.apiserver.surface.Authenticator;
import io.jubernetes.apiserver.surface.Authorizer;
import java.util.List;
import java.util.Optional;

/** Counts who is known, and who may. */
public final class AccessMetrics {

    private static final String RESULT = "result";
    private static final String ANONYMOUS = "system:anonymous";
    private static final List<String> NAMED =
            List.of("admin", "client", "kube_proxy", "kubelet", "system:serviceaccount:kube-system:default");

    private final Environment environment;
    private final Counts users =
            new Counts("authenticated_user_requests", "Requests of those who are known, by a few kinds of names.");
    private final Timings authentication = new Timings(
            "authentication_duration_seconds", "How long it took to know who asks.", Timings.doubling(0.001, 15));
    private final Timings authorization = new Timings(
            "authorization_duration_seconds", "How long it took to know who may.", Timings.doubling(0.001, 15));

    AccessMetrics(Environment environment) {
        this.environment = environment;
    }

    /** The same, counted. */
    public Authenticator counted(Authenticator authenticator) {
        return request -> authenticate(authenticator, request);
    }

    private Optional<UserInfo> authenticate(Authenticator authenticator, ApiRequest request) {
        long began = environment.nanoTime();
        try {
            Optional<UserInfo> user = authenticator.authenticate(request);
            authentication.observe(environment.nanoTime() - began, RESULT, "success");
            users.add("username", kind(user.map(UserInfo::name).orElse(ANONYMOUS)));
            return user;
        } catch (ApiException refused) {
            boolean shown = request.headers().first("authorization") != null;
            authentication.observe(environment.nanoTime() - began, RESULT, shown ? "error" : "failure");
            throw refused;
        }
    }

    /** Names are many; whoever reads the metrics need not know them. */
    private static String kind(String user) {
        if (NAMED.contains(user)) {
            return user;
        }
        return user.contains("@") ? "email_id" : "other";
    }

    /** The same, counted. */
    public Authorizer counted(Authorizer authorizer) {
        return new Counted(authorizer);
    }

    private final class Counted implements Authorizer {
        private final Authorizer authorizer;

        Counted(Authorizer authorizer) {
            this.authorizer = authorizer;
        }

        @Override
        public Decision authorize(UserInfo user, RequestInfo what) {
            long began = environment.nanoTime();
            Decision decision = authorizer.authorize(user, what);
            String result = switch (decision) {
                case Decision.Allowed allowed -> "allowed";
                case Decision.Denied denied -> "denied";
                case Decision.NoOpinion none -> "no-opinion";
            };
            authorization.observe(environment.nanoTime() - began, RESULT, result);
            return decision;
        }

        @Override
        public List<JsonNode> rules(UserInfo user, String namespace) {
            return authorizer.rules(user, namespace);
        }
    }

    void write(MetricText text) {
        users.write(text);
        authentication.writeCounts(text, "authentication_attempts", "How often it was asked who asks.");
        authentication.write(text);
        authorization.writeCounts(text, "authorization_attempts_total", "How often it was asked who may.");
        authorization.write(text);
    }
}
