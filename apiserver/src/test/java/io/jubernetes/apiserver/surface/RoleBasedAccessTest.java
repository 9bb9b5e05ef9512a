package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.ApiServerConfig.Access;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoleBasedAccessTest {

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final Caller JANE = new Caller.Local(new UserInfo("jane", "dev"));

    private SurfaceContext server;

    @BeforeEach
    void start() {
        server = new SurfaceContext(
                ApiServerConfig.defaults().withAccess(Access.DEFAULT.withMode(AuthorizationMode.RBAC)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void role(String rules) {
        server.create(
                RBAC + "/clusterroles",
                "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'ClusterRole','metadata':{'name':'reader'},'rules':"
                        + rules + "}");
    }

    private void bind(String path, String kind, String subject) {
        server.create(
                RBAC + path,
                "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'" + kind + "','metadata':{'name':'b'},"
                        + "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'reader'},"
                        + "'subjects':[" + subject + "]}");
    }

    @Test
    void nothingIsAllowedWithoutARole() {
        Answer answer = server.getAs(JANE, "/api/v1/pods");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo("pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" at the"
                        + " cluster scope");
    }

    @Test
    void roleBindingHoldsInItsNamespaceOnly() {
        role("[{'verbs':['get','list'],'apiGroups':[''],'resources':['pods']}]");
        bind("/namespaces/default/rolebindings", "RoleBinding", "{'kind':'Group','name':'dev'}");

        assertThat(server.getAs(JANE, "/api/v1/namespaces/default/pods").status())
                .isEqualTo(200);
        assertThat(server.getAs(JANE, "/api/v1/namespaces/kube-system/pods").status())
                .isEqualTo(403);
        assertThat(server.getAs(JANE, "/api/v1/namespaces/default/secrets").status())
                .isEqualTo(403);
        assertThat(server.getAs(JANE, "/api/v1/namespaces/default/pods?watch=1").status())
                .isEqualTo(403);
    }

    @Test
    void clusterRoleBindingHoldsEverywhereAndEndsWhenItGoes() {
        role(
                "[{'verbs':['*'],'apiGroups':['*'],'resources':['*']},{'verbs':['get'],'nonResourceURLs':['/openapi/*']}]");
        bind("/clusterrolebindings", "ClusterRoleBinding", "{'kind':'User','name':'jane'}");

        assertThat(server.getAs(JANE, "/api/v1/nodes").status()).isEqualTo(200);
        assertThat(server.getAs(JANE, "/openapi/v3").status()).isEqualTo(200);
        assertThat(server.getAs(JANE, "/metrics").status()).isEqualTo(403);
        server.delete(RBAC + "/clusterrolebindings/b");
        assertThat(server.getAs(JANE, "/api/v1/nodes").status()).isEqualTo(403);
    }

    @Test
    void whoMayPatchMayNotThereforeCreate() {
        role("[{'verbs':['get','patch'],'apiGroups':[''],'resources':['configmaps']}]");
        bind("/clusterrolebindings", "ClusterRoleBinding", "{'kind':'User','name':'jane'}");
        String map = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'m'},'data':{'k':'v'}}";
        String maps = "/api/v1/namespaces/default/configmaps";

        Answer refused = server.applyAs(JANE, maps + "/m", map);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("configmaps \"m\" is forbidden: User \"jane\" cannot create resource \"configmaps\""
                        + " in API group \"\" in the namespace \"default\"");
        server.create(maps, map);
        assertThat(server.applyAs(JANE, maps + "/m", map).status()).isEqualTo(200);
    }

    @Test
    void missingRoleIsNamed() {
        bind("/clusterrolebindings", "ClusterRoleBinding", "{'kind':'User','name':'jane'}");
        assertThat(server.getAs(JANE, "/api/v1/pods").message())
                .endsWith("RBAC: clusterrole.rbac.authorization.k8s.io \"reader\" not found");
    }

    @Test
    void clusterHasTheUsualRolesAndTheyGrow() {
        server.create(
                RBAC + "/clusterrolebindings",
                "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'ClusterRoleBinding','metadata':{'name':'b'},"
                        + "'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'ClusterRole','name':'view'},"
                        + "'subjects':[{'kind':'User','name':'jane'}]}");
        assertThat(server.getAs(JANE, "/api/v1/pods").status()).isEqualTo(200);
        assertThat(server.getAs(JANE, "/api/v1/secrets").status()).isEqualTo(403);
        assertThat(server.getAs(JANE, "/apis").status()).isEqualTo(200);

        server.create(
                RBAC + "/clusterroles",
                "{'apiVersion':'rbac.authorization.k8s.io/v1','kind':'ClusterRole','metadata':{'name':'more','labels':"
                        + "{'rbac.authorization.k8s.io/aggregate-to-view':'true'}},'rules':[{'verbs':['list'],"
                        + "'apiGroups':[''],'resources':['secrets']}]}");
        assertThat(server.getAs(JANE, "/api/v1/secrets").status()).isEqualTo(200);
    }

    @Test
    void usersCanAskWhatTheyMay() {
        role("[{'verbs':['get'],'apiGroups':[''],'resources':['pods/log']}]");
        bind("/clusterrolebindings", "ClusterRoleBinding", "{'kind':'User','name':'jane'}");
        assertThat(may("{'user':'jane','resourceAttributes':{'verb':'get','resource':'pods','subresource':'log',"
                        + "'namespace':'default'}}"))
                .isTrue();
        assertThat(may("{'user':'jane','resourceAttributes':{'verb':'get','resource':'pods','namespace':'default'}}"))
                .isFalse();
        assertThat(may("{'user':'x','groups':['system:masters'],'nonResourceAttributes':{'verb':'get','path':'/x'}}"))
                .isTrue();
    }

    private boolean may(String spec) {
        JsonNode review = server.post(
                        "/apis/authorization.k8s.io/v1/subjectaccessreviews",
                        "{'apiVersion':'authorization.k8s.io/v1','kind':'SubjectAccessReview','spec':" + spec + "}")
                .json();
        assertThat(review.path("status").has("allowed")).as(review.toString()).isTrue();
        return review.path("status").path("allowed").asBoolean();
    }
}
