package io.jubernetes.controllers.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.jubernetes.apimachinery.api.ApiHandler;
import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.ApiResponse;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.RawClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Identities for a server on the network: asks it for a token of each account, and for the next before the old one ends. Makes
 * accounts that are missing.
 */
public final class AccountTokens implements Identities {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int UNAUTHORIZED = 401;

    private final Environment environment;
    private final ApiClient own;
    private final ApiHandler server;

    /**
     * @param own who may make accounts and tokens
     * @param server reached without any credential: it would count more than the token
     */
    public AccountTokens(Environment environment, ApiClient own, ApiHandler server) {
        this.environment = environment;
        this.own = own;
        this.server = server;
    }

    @Override
    public ApiClient of(String account) {
        return new ApiClient(new Bearer(account));
    }

    /** Adds the token of one account to requests. */
    private final class Bearer implements ApiHandler {
        private final String account;
        private final ReentrantLock lock = new ReentrantLock();
        // guarded by lock
        private String token = "";
        private Instant renewal = Instant.MIN;

        Bearer(String account) {
            this.account = account;
        }

        @Override
        public ApiResponse handle(ApiRequest request) {
            String authorization = "Bearer " + token();
            ApiResponse response =
                    server.handle(request.withHeaders(request.headers().and("authorization", authorization)));
            if (response.status() == UNAUTHORIZED) {
                forget(); // the account may have been deleted and made again: the retry gets a new token
            }
            return response;
        }

        private String token() {
            lock.lock();
            try {
                Instant now = environment.now();
                if (!now.isBefore(renewal)) {
                    token = request();
                    renewal = now.plus(LIFETIME.multipliedBy(4).dividedBy(5));
                }
                return token;
            } finally {
                lock.unlock();
            }
        }

        private void forget() {
            lock.lock();
            try {
                renewal = Instant.MIN;
            } finally {
                lock.unlock();
            }
        }

        private String request() {
            try {
                return issue();
            } catch (ApiException e) {
                if (!e.is(StatusReason.NotFound)) {
                    throw e;
                }
                createAccount();
                return issue();
            }
        }

        private String issue() {
            ObjectNode wanted = JsonNodeFactory.instance.objectNode();
            wanted.put("apiVersion", "authentication.k8s.io/v1").put("kind", "TokenRequest");
            wanted.putObject("spec").put("expirationSeconds", LIFETIME.toSeconds());
            JsonNode answer = new RawClient(own)
                    .post("/api/v1/namespaces/" + NAMESPACE + "/serviceaccounts/" + account + "/token", wanted);
            return answer.path("status").path("token").asText();
        }

        private void createAccount() {
            try {
                own.resources(ServiceAccount.class)
                        .create(new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withNamespace(NAMESPACE)
                                .withName(account)
                                .endMetadata()
                                .build());
            } catch (ApiException e) {
                if (!e.is(StatusReason.AlreadyExists)) {
                    throw e;
                }
            }
        }
    }
}
