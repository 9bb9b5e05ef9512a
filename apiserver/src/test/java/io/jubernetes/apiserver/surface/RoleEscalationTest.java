package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Nobody hands out more than he has. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // before each
class RoleEscalationTest {

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1";
    private static final String DEFAULT = RBAC + "/namespaces/default";
    private static final String HEAD = "'apiVersion':'rbac.authorization.k8s.io/v1',";
    private static final Caller JANE = new Caller.Local(new UserInfo("jane", "dev"));
    private static final String START = "user \"jane\" (groups=[\"dev\" \"system:authenticated\"]) is attempting to"
            + " grant RBAC permissions not currently held:\n";

    private SurfaceContext server;

    @BeforeEach
    void start() {
        server = new SurfaceContext(
                ApiServerConfig.defaults().withAccess(Access.DEFAULT.withMode(AuthorizationMode.RBAC)));
        grant(
                "base",
                "[{'verbs':['get','list'],'apiGroups':[''],'resources':['pods','pods/log']},"
                        + "{'verbs':['create','update','patch','get'],'apiGroups':['rbac.authorization.k8s.io'],'resources':"
                        + "['roles','rolebindings','clusterroles','clusterrolebindings']},"
                        + "{'verbs':['get'],'nonResourceURLs':['/logs/*']}]");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Jane may do this, everywhere. */
    private void grant(String name, String rules) {
        server.create(
                RBAC + "/clusterroles",
                "{" + HEAD + "'kind':'ClusterRole','metadata':{'name':'" + name + "'},'rules':" + rules + "}");
        server.create(
                RBAC + "/clusterrolebindings",
                "{" + HEAD + "'kind':'ClusterRoleBinding','metadata':{'name':'" + name + "'},'roleRef':{'apiGroup':"
                        + "'rbac.authorization.k8s.io','kind':'ClusterRole','name':'" + name + "'},"
                        + "'subjects':[{'kind':'User','name':'jane'}]}");
    }

    private Answer role(String rules) {
        return server.postAs(
                JANE, DEFAULT + "/roles", "{" + HEAD + "'kind':'Role','metadata':{'name':'r'},'rules':" + rules + "}");
    }

    private Answer bind(String role) {
        return server.postAs(
                JANE,
                DEFAULT + "/rolebindings",
                "{" + HEAD + "'kind':'RoleBinding','metadata':{'name':'b'},'roleRef':{'apiGroup':"
                        + "'rbac.authorization.k8s.io','kind':'ClusterRole','name':'" + role + "'},'subjects':[]}");
    }

    @Test
    void whatIsHeldMayBeGiven() {
        assertThat(role("[{'verbs':['get'],'apiGroups':[''],'resources':['pods'],'resourceNames':['a']},"
                                + "{'verbs':['list'],'apiGroups':[''],'resources':['pods/log']}]")
                        .status())
                .isEqualTo(201);
        assertThat(bind("base").status()).isEqualTo(201);
    }

    @Test
    void whatIsNotHeldIsNamed() {
        Answer refused = role("[{'verbs':['get','delete','watch'],'apiGroups':['','apps'],'resources':['pods']},"
                + "{'verbs':['get'],'apiGroups':[''],'resources':['pods/exec']}]");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .isEqualTo("roles.rbac.authorization.k8s.io \"r\" is forbidden: " + START
                        + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"watch\"]}\n"
                        + "{APIGroups:[\"\"], Resources:[\"pods/exec\"], Verbs:[\"get\"]}\n"
                        + "{APIGroups:[\"apps\"], Resources:[\"pods\"], Verbs:[\"get\" \"delete\" \"watch\"]}");
    }

    @Test
    void aChangeIsHeldToTheSame() {
        String start =
                "{" + HEAD + "'kind':'Role','metadata':{'name':'r'},'rules':[{'apiGroups':[''],'resources':['pods'],";
        assertThat(server.applyAs(JANE, DEFAULT + "/roles/r", start + "'verbs':['get']}]}")
                        .status())
                .isEqualTo(201);
        Answer refused = server.applyAs(JANE, DEFAULT + "/roles/r", start + "'verbs':['*'],'resourceNames':['a']}]}");
        assertThat(refused.message())
                .endsWith("{APIGroups:[\"\"], Resources:[\"pods\"], ResourceNames:[\"a\"], Verbs:[\"*\"]}");
    }

    @Test
    void bindingsGiveWhatTheirRolesHave() {
        // made of others: what counts is what it comes to
        Answer refused = bind("view");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message())
                .startsWith("rolebindings.rbac.authorization.k8s.io \"b\" is forbidden: " + START)
                .contains("{APIGroups:[\"\"], Resources:[\"configmaps\"], Verbs:[\"get\" \"list\" \"watch\"]}");
        assertThat(bind("nothing").message()).isEqualTo("clusterroles.rbac.authorization.k8s.io \"nothing\" not found");

        grant(
                "binder",
                "[{'verbs':['bind'],'apiGroups':['rbac.authorization.k8s.io'],'resources':['clusterroles'],"
                        + "'resourceNames':['view']}]");
        assertThat(bind("view").status()).isEqualTo(201);
        assertThat(bind("edit").status()).isEqualTo(403);
    }

    @Test
    void escalateAllowsAnything() {
        grant("escalator", "[{'verbs':['escalate'],'apiGroups':['rbac.authorization.k8s.io'],'resources':['roles']}]");
        assertThat(role("[{'verbs':['*'],'apiGroups':['*'],'resources':['*']}]").status())
                .isEqualTo(201);
    }

    @Test
    void pathsAndGatheringAreChecked() {
        Answer paths = server.postAs(
                JANE,
                RBAC + "/clusterroles",
                "{" + HEAD + "'kind':'ClusterRole','metadata':{'name':'p'},'rules':[{'verbs':['get'],"
                        + "'nonResourceURLs':['/logs/a','/metrics']}]}");
        assertThat(paths.message()).endsWith("held:\n{NonResourceURLs:[\"/metrics\"], Verbs:[\"get\"]}");
        Answer gathering = server.postAs(
                JANE,
                RBAC + "/clusterroles",
                "{" + HEAD + "'kind':'ClusterRole','metadata':{'name':'g'},'aggregationRule':{'clusterRoleSelectors':"
                        + "[{'matchLabels':{'a':'b'}}]},'rules':[]}");
        assertThat(gathering.message())
                .isEqualTo("clusterroles.rbac.authorization.k8s.io \"g\" is forbidden: must have cluster-admin"
                        + " privileges to use the aggregationRule");
    }
}
