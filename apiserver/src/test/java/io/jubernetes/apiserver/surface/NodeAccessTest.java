package io.jubernetes.apiserver.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.ApiServerConfig;
import io.jubernetes.apiserver.ApiServerConfig.Access;
import io.jubernetes.apiserver.authorization.AuthorizationMode;
import io.jubernetes.apiserver.surface.SurfaceContext.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agent of node {@code a} may read and write, where upstream's authorizer and admission of nodes decide. */
@Timeout(60)
class NodeAccessTest {

    private static final Caller NODE =
            new Caller.Local(new UserInfo("system:node:a", "system:nodes", "system:authenticated"));
    private static final String CORE = "/api/v1/namespaces/default/";
    private static final SurfaceContext SERVER = new SurfaceContext(
            ApiServerConfig.defaults().withAccess(Access.DEFAULT.withMode(AuthorizationMode.NODE_RBAC)));

    @BeforeAll
    static void fill() {
        for (String node : new String[] {"a", "b"}) {
            SERVER.create("/api/v1/nodes", "{'metadata':{'name':'" + node + "'}}");
            SERVER.create(CORE + "serviceaccounts", "{'metadata':{'name':'account-" + node + "'}}");
            SERVER.create(
                    CORE + "pods",
                    "{'metadata':{'name':'on-NODE'},'spec':{'nodeName':'NODE','serviceAccountName':'account-NODE',"
                                    .replace("NODE", node)
                            + "'imagePullSecrets':[{'name':'pull-NODE'}],'volumes':[".replace("NODE", node)
                            + "{'name':'s','secret':{'secretName':'secret-NODE'}},".replace("NODE", node)
                            + "{'name':'c','configMap':{'name':'map-NODE'}},".replace("NODE", node)
                            + "{'name':'p','persistentVolumeClaim':{'claimName':'claim-NODE'}}],".replace("NODE", node)
                            + "'containers':[{'name':'c','image':'i','envFrom':[{'secretRef':{'name':'env-NODE'}}]}]}}"
                                    .replace("NODE", node));
            SERVER.create(
                    CORE + "persistentvolumeclaims",
                    "{'metadata':{'name':'claim-NODE'},'spec':{'volumeName':'volume-NODE','accessModes':['ReadWriteOnce'],"
                                    .replace("NODE", node)
                            + "'resources':{'requests':{'storage':'1Gi'}}}}");
            SERVER.create(
                    "/api/v1/persistentvolumes",
                    "{'metadata':{'name':'volume-NODE'},'spec':{'accessModes':['ReadWriteOnce'],'capacity':{'storage':'1Gi'},"
                                    .replace("NODE", node)
                            + "'claimRef':{'namespace':'default','name':'claim-NODE'},".replace("NODE", node)
                            + "'csi':{'driver':'d.example.com','volumeHandle':'h',"
                            + "'nodeStageSecretRef':{'name':'stage-NODE','namespace':'default'}}}}"
                                    .replace("NODE", node));
        }
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static Answer get(String path) {
        return SERVER.getAs(NODE, path);
    }

    @ParameterizedTest
    @CsvSource({"secrets/secret-", "secrets/env-", "secrets/pull-", "secrets/stage-", "configmaps/map-"})
    void whatPodsReferTo(String what) {
        assertThat(get(CORE + what + "a").status())
                .as("there is none, but it may ask")
                .isEqualTo(404);
        Answer others = get(CORE + what + "b");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.message()).endsWith("no relationship found between node 'a' and this object");
        String[] parts = what.split("/");
        String selected = CORE + parts[0] + "?fieldSelector=metadata.name%3D" + parts[1];
        assertThat(get(selected + "a").status()).isEqualTo(200);
        assertThat(get(selected + "b").status()).isEqualTo(403);
        assertThat(get(CORE + parts[0]).message()).endsWith("No Object name found");
    }

    @Test
    void claimsAndVolumesOfItsPods() {
        assertThat(get(CORE + "persistentvolumeclaims/claim-a").status()).isEqualTo(200);
        assertThat(get(CORE + "persistentvolumeclaims/claim-b").status()).isEqualTo(403);
        assertThat(get("/api/v1/persistentvolumes/volume-a").status()).isEqualTo(200);
        assertThat(get("/api/v1/persistentvolumes/volume-b").status()).isEqualTo(403);
        assertThat(get("/api/v1/persistentvolumes").message())
                .endsWith("can only get individual resources of this type");
    }

    @Test
    void itsPods() {
        assertThat(get("/api/v1/pods?fieldSelector=spec.nodeName%3Da").status()).isEqualTo(200);
        assertThat(get("/api/v1/pods?fieldSelector=spec.nodeName%3Db").message())
                .endsWith("can only list/watch pods with spec.nodeName field selector");
        assertThat(get(CORE + "pods/on-a").status()).isEqualTo(200);
        assertThat(get(CORE + "pods/on-b").status()).isEqualTo(403);
    }

    @Test
    void nodesAreSeenByAllForTheirRoutes() {
        assertThat(get("/api/v1/nodes").status()).isEqualTo(200);
        assertThat(get("/api/v1/services").status()).isEqualTo(200);
        assertThat(get("/apis/apps/v1/deployments").status()).isEqualTo(403);
    }

    private static Answer post(String path, String object) {
        return SERVER.postAs(NODE, path, object);
    }

    @Test
    void itWritesItselfOnly() {
        assertThat(post("/api/v1/nodes", "{'metadata':{'name':'c'}}").message())
                .isEqualTo("nodes \"c\" is forbidden: node \"a\" is not allowed to modify node \"c\"");
        Answer labelled = SERVER.applyAs(
                NODE,
                "/api/v1/nodes/a",
                "{'apiVersion':'v1','kind':'Node','metadata':{'labels':{'node-restriction.kubernetes.io/team':'x',"
                        + "'kubernetes.io/os':'linux','example.com/own':'x'}}}");
        assertThat(labelled.message())
                .isEqualTo("nodes \"a\" is forbidden: is not allowed to modify labels:"
                        + " node-restriction.kubernetes.io/team");
        Answer tainted = SERVER.applyAs(
                NODE,
                "/api/v1/nodes/a",
                "{'apiVersion':'v1','kind':'Node','spec':{'taints':[{'key':'k','effect':'NoSchedule'}]}}");
        assertThat(tainted.message()).endsWith("node \"a\" is not allowed to modify taints");
    }

    @Test
    void itMakesMirrorsOfItsPodsOnly() {
        String pod = "{'metadata':{'name':'static'},'spec':{'nodeName':'a','containers':[{'name':'c','image':'i'}]}}";
        assertThat(post(CORE + "pods", pod.replace("'containers'", "'serviceAccountName':'account-a','containers'"))
                        .message())
                .endsWith("pod does not have \"kubernetes.io/config.mirror\" annotation, node \"a\" can only create"
                        + " mirror pods");
        String uid = get("/api/v1/nodes/a").json().at("/metadata/uid").asText();
        String mirror = pod.replace(
                "'name':'static'",
                "'name':'static','annotations':{'kubernetes.io/config.mirror':'h'},'ownerReferences':[{'apiVersion':'v1',"
                        + "'kind':'Node','name':'a','uid':'" + uid + "','controller':true}]");
        assertThat(post(CORE + "pods", mirror.replace("'containers'", "'imagePullSecrets':[{'name':'x'}],'containers'"))
                        .message())
                .endsWith("node \"a\" can not create pods that reference secrets");
        assertThat(post(CORE + "pods", mirror).status()).isEqualTo(201);
    }

    @Test
    void tokensOfItsPodsOnly() {
        String request = "{'apiVersion':'authentication.k8s.io/v1','kind':'TokenRequest','spec':{%s}}";
        String token = CORE + "serviceaccounts/account-%s/token";
        assertThat(post(token.formatted("b"), request.formatted("")).status()).isEqualTo(403);
        assertThat(post(token.formatted("a"), request.formatted("")).message())
                .endsWith("node requested token not bound to a pod");
        String uid = get(CORE + "pods/on-a").json().at("/metadata/uid").asText();
        String bound = "'boundObjectRef':{'apiVersion':'v1','kind':'Pod','name':'on-a','uid':'" + uid + "'}";
        assertThat(post(token.formatted("a"), request.formatted(bound)).status())
                .isEqualTo(201);
    }

    @Test
    void itsLeaseOnly() {
        String leases = "/apis/coordination.k8s.io/v1/namespaces/%s/leases";
        assertThat(post(leases.formatted("default"), "{'metadata':{'name':'a'}}")
                        .message())
                .endsWith("can only access leases in the \"kube-node-lease\" system namespace");
        assertThat(post(leases.formatted("kube-node-lease"), "{'metadata':{'name':'b'}}")
                        .message())
                .endsWith("can only access node lease with the same name as the requesting node");
        assertThat(post(leases.formatted("kube-node-lease"), "{'metadata':{'name':'a'}}")
                        .status())
                .isEqualTo(201);
        assertThat(get(leases.formatted("kube-node-lease") + "/b").status()).isEqualTo(403);
    }
}
