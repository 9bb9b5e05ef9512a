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

    @Test
    void uidAndExtraFactsCount() {
        String review = "{'apiVersion':'authentication.k8s.io/v1','kind':'SelfSubjectReview'}";
        Answer who = server.postAs(
                new Caller.Local(SurfaceContext.ADMIN),
                "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                review,
                "impersonate-user",
                "jane",
                "impersonate-uid",
                "7",
                "impersonate-extra-example.com%2fscopes",
                "view");
        assertThat(who.json().at("/status/userInfo/uid").asText()).isEqualTo("7");
        assertThat(who.json().at("/status/userInfo/extra").toString()).isEqualTo("{\"example.com/scopes\":[\"view\"]}");
        assertThat(server.get(PODS, "impersonate-extra-scopes", "view").status())
                .isEqualTo(400);
    }

    @Test
    void whoMayNotActWithAUidIsRefused() {
        server.create(
                "/apis/rbac.authorization.k8s.io/v1/clusterroles",
                "{'metadata':{'name':'actor'},'rules':[{'verbs':['impersonate'],'apiGroups':[''],'resources':['users']}]}");
        server.create(
                "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
                "{'metadata':{'name':'actor'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole',"
                        + "'name':'actor'},'subjects':[{'kind':'User','apiGroup':'rbac.authorization.k8s.io','name':'jane'}]}");
        assertThat(server.getAs(JANE, PODS, "impersonate-user", "joe", "impersonate-uid", "7")
                        .message())
                .isEqualTo("uids.authentication.k8s.io \"7\" is forbidden: User \"jane\" cannot impersonate resource"
                        + " \"uids\" in API group \"authentication.k8s.io\" at the cluster scope");
        assertThat(server.getAs(JANE, PODS, "impersonate-user", "joe", "impersonate-extra-scopes", "view")
                        .message())
                .contains("cannot impersonate resource \"userextras/scopes\"");
    }
}
