package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.ApiServerConfig.Access;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Acting as somebody else, where roles decide. */
@Timeout(60)
class ImpersonationTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final Caller JANE = new Caller.Local(new UserInfo("jane", "dev"));

    private final SurfaceContext server =
            new SurfaceContext(ApiServerConfig.defaults().withAccess(Access.DEFAULT.withMode(AuthorizationMode.RBAC)));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void superuserHasTheRightsOfWhomItActsAs() {
        assertThat(server.get(PODS).status()).isEqualTo(200);

        Answer asJane = server.get(PODS, "impersonate-user", "jane");

        assertThat(asJane.status()).isEqualTo(403);
        assertThat(asJane.message()).startsWith("pods is forbidden: User \"jane\" cannot list resource \"pods\"");
    }

    @Test
    void groupsAskedForCount() {
        assertThat(server.get(PODS, "impersonate-user", "jane", "impersonate-group", "system:masters")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoMayNotImpersonateIsRefused() {
        Answer answer = server.getAs(JANE, PODS, "impersonate-user", "system:serviceaccount:kube-system:admin");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo("serviceaccounts \"admin\" is forbidden: User \"jane\" cannot impersonate resource"
                        + " \"serviceaccounts\" in API group \"\" in the namespace \"kube-system\"");
    }

    @Test
    void groupWithoutUserIsABadRequest() {
        assertThat(server.get(PODS, "impersonate-group", "system:masters").status())
                .isEqualTo(400);
    }
}
