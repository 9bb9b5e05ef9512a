package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceAccountTokenTest {

    private static final String ACCOUNTS = "/api/v1/namespaces/default/serviceaccounts";
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String WHO_AM_I = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private SurfaceContext server;

    @BeforeEach
    void start() {
        server = new SurfaceContext();
        server.create(ACCOUNTS, "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'robot'}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer whoIs(String token) {
        return server.postAs(SurfaceContext.stranger(), WHO_AM_I, "{}", "authorization", "Bearer " + token);
    }

    private String token(String spec) {
        Answer answer = server.post(ACCOUNTS + "/robot/token", "{'spec':" + spec + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("status").path("token").asText();
    }

    @Test
    void tokenSpeaksForItsAccount() {
        JsonNode user = whoIs(token("{}")).json().path("status").path("userInfo");

        assertThat(user.path("username").asText()).isEqualTo("system:serviceaccount:default:robot");
        assertThat(user.path("groups").toString())
                .isEqualTo("[\"system:serviceaccounts\",\"system:serviceaccounts:default\",\"system:authenticated\"]");
        assertThat(user.path("extra")
                        .path("authentication.kubernetes.io/credential-id")
                        .path(0)
                        .asText())
                .startsWith("JTI=");
    }

    @Test
    void tokenEndsWithItsTime() {
        String token = token("{'expirationSeconds':600}");
        assertThat(whoIs(token).status()).isEqualTo(201);
        server.environment().forward(Duration.ofSeconds(601));
        assertThat(whoIs(token).status()).isEqualTo(401);
    }

    @Test
    void tokenEndsWithItsAccount() {
        String token = token("{}");
        server.delete(ACCOUNTS + "/robot");
        assertThat(whoIs(token).status()).isEqualTo(401);
        server.create(ACCOUNTS, "{'apiVersion':'v1','kind':'ServiceAccount','metadata':{'name':'robot'}}");
        assertThat(whoIs(token).status())
                .as("an account of the same name is another one")
                .isEqualTo(401);
    }

    @Test
    void tokenOfAPodEndsWithThePod() {
        server.create(
                PODS,
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p'},'spec':{'serviceAccountName':'robot',"
                        + "'containers':[{'name':'c','image':'i'}]}}");
        String token = token("{'boundObjectRef':{'kind':'Pod','apiVersion':'v1','name':'p'}}");

        JsonNode extra = whoIs(token).json().path("status").path("userInfo").path("extra");
        assertThat(extra.path("authentication.kubernetes.io/pod-name").path(0).asText())
                .isEqualTo("p");
        server.delete(PODS + "/p?gracePeriodSeconds=0");
        assertThat(whoIs(token).status()).isEqualTo(401);
    }

    @Test
    void tokenForOthersIsNoneForUs() {
        String token = token("{'audiences':['vault']}");
        assertThat(whoIs(token).status()).isEqualTo(401);
        JsonNode review = server.post(
                        "/apis/authentication.k8s.io/v1/tokenreviews",
                        "{'spec':{'token':'" + token + "','audiences':['vault']}}")
                .json();
        assertThat(review.path("status").path("authenticated").asBoolean()).isTrue();
        assertThat(review.path("status").path("audiences").path(0).asText()).isEqualTo("vault");
    }

    @Test
    void tooShortATimeIsRefused() {
        Answer answer = server.post(ACCOUNTS + "/robot/token", "{'spec':{'expirationSeconds':10}}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.message()).contains("may not specify a duration less than 10 minutes");
    }

    @Test
    void unknownAccountIsNotFound() {
        Answer answer = server.post(ACCOUNTS + "/nobody/token", "{}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isEqualTo("serviceaccounts \"nobody\" not found");
    }

    @Test
    void keysArePublished() {
        assertThat(server.get("/openid/v1/jwks")
                        .json()
                        .path("keys")
                        .path(0)
                        .path("kty")
                        .asText())
                .isEqualTo("EC");
        assertThat(server.get("/.well-known/openid-configuration")
                        .json()
                        .path("jwks_uri")
                        .asText())
                .endsWith("/openid/v1/jwks");
    }
}
