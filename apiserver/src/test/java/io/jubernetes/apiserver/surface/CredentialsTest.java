package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import io.jubernetes.transport.pki.CertificateAuthority;
import io.jubernetes.transport.pki.CertificateRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CredentialsTest {

    private static final String WHO_AM_I = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private static SurfaceContext server;

    @BeforeAll
    static void start() {
        server = new SurfaceContext();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void certificateNamesUserAndGroups() {
        CertificateAuthority authority = CertificateAuthority.create("test", new SystemEnvironment());
        Caller jane = new Caller.Remote(
                authority
                        .issue(CertificateRequest.client("jane, of \"ops\"", "dev", "ops"))
                        .chain(),
                "192.0.2.1:1");

        JsonNode user =
                server.postAs(jane, WHO_AM_I, "{}").json().path("status").path("userInfo");

        assertThat(user.path("username").asText()).isEqualTo("jane, of \"ops\"");
        assertThat(user.path("groups").toString()).isEqualTo("[\"dev\",\"ops\",\"system:authenticated\"]");
    }

    @Test
    void strangersAreToldWhatTheyMayNot() {
        Answer answer = server.getAs(SurfaceContext.stranger(), "/api/v1/namespaces/default/pods");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo(
                        "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\""
                                + " in the namespace \"default\"");
        assertThat(server.getAs(SurfaceContext.stranger(), "/").message())
                .isEqualTo("forbidden: User \"system:anonymous\" cannot get path \"/\"");
    }

    @Test
    void tokenThatNobodyKnowsIsRefused() {
        Answer answer = server.getAs(SurfaceContext.stranger(), "/api", "authorization", "Bearer nonsense");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.message()).isEqualTo("Unauthorized");
    }

    @Test
    void tokenOfAnotherKeyIsRefused() {
        String foreign =
                "eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2t1YmVybmV0ZXMuZGVmYXVsdC5zdmMuY2x1c3Rlci5sb2NhbCJ9.";
        Answer answer = server.getAs(SurfaceContext.stranger(), "/api", "authorization", "Bearer " + foreign);
        assertThat(answer.status()).isEqualTo(401);
    }
}
