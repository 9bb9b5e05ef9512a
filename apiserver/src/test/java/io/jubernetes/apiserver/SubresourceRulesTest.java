package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.jubernetes.apiserver.TestServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Evictions with the disruption budgets that refuse them, and decisions about certificates. */
@Timeout(30)
class SubresourceRulesTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String BUDGETS = "/apis/policy/v1/namespaces/default/poddisruptionbudgets";

    private final TestServer server = new TestServer();

    @BeforeEach
    void prepare() {
        server.post("/api/v1/namespaces/default/serviceaccounts", "{\"metadata\":{\"name\":\"default\"}}");
        pod("a");
        pod("b");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void pod(String name) {
        server.post(
                        PODS,
                        json("{'metadata':{'name':'" + name + "','labels':{'app':'x'}},'spec':{'nodeName':'n',"
                                + "'containers':[{'name':'c','image':'i'}]}}"))
                .ok();
        server.merge(
                        PODS + "/" + name + "/status",
                        json("{'status':{'phase':'Running','conditions':[{'type':'Ready','status':'True'}]}}"))
                .ok();
    }

    private void budget(String status) {
        server.post(
                        BUDGETS,
                        json("{'metadata':{'name':'budget'},'spec':{'minAvailable':1,'selector':"
                                + "{'matchLabels':{'app':'x'}}}}"))
                .ok();
        server.merge(BUDGETS + "/budget/status", json("{'status':" + status + "}"))
                .ok();
    }

    private Answer evict(String name) {
        return server.post(
                PODS + "/" + name + "/eviction",
                json("{'apiVersion':'policy/v1','kind':'Eviction','metadata':{'name':'" + name + "'}}"));
    }

    @Test
    void withoutABudgetPodsAreEvicted() {
        assertThat(evict("a").status()).isEqualTo(201);
        assertThat(server.get(PODS + "/a").at("/metadata/deletionTimestamp").isTextual())
                .isTrue();
        assertThat(evict("nobody").status()).isEqualTo(404);
    }

    @Test
    void theBudgetIsSpentAndThenRefuses() {
        budget(
                "{'observedGeneration':1,'disruptionsAllowed':1,'desiredHealthy':1,'currentHealthy':2,'expectedPods':2}");
        assertThat(evict("a").status()).isEqualTo(201);
        assertThat(server.get(BUDGETS + "/budget").at("/status/disruptedPods").has("a"))
                .isTrue();

        Answer refused = evict("b");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.reason()).isEqualTo("TooManyRequests");
        assertThat(refused.message()).isEqualTo("Cannot evict pod as it would violate the pod's disruption budget.");
        assertThat(refused.at("/details/causes/0/reason").asText()).isEqualTo("DisruptionBudget");
        assertThat(refused.at("/details/causes/0/message").asText())
                .isEqualTo("The disruption budget budget needs 1 healthy pods and has 2 currently");
    }

    @Test
    void anUnseenBudgetIsWaitedFor() {
        budget("{'disruptionsAllowed':1,'desiredHealthy':1,'currentHealthy':2,'expectedPods':2}");
        Answer refused = evict("a");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers().first("retry-after")).isEqualTo("10");
        server.merge(PODS + "/a/status", json("{'status':{'phase':'Failed'}}")).ok();
        assertThat(evict("a").status()).isEqualTo(201);
    }

    @Test
    void signingRequestsAreDecidedOnce() {
        String requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
        String request = "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";
        Answer created = server.post(
                        requests,
                        json("{'metadata':{'name':'Any name'},'spec':{'request':'" + request
                                + "','signerName':'example.com/x','usages':['client auth'],'username':'somebody'}}"))
                .ok();
        assertThat(created.at("/spec/username").asText()).isEqualTo("admin");
        String one = requests + "/Any%20name";
        assertThat(server.merge(one, json("{'spec':{'signerName':'example.com/y'}}"))
                        .ok()
                        .at("/spec/signerName")
                        .asText())
                .isEqualTo("example.com/x");
        String approved = "{'status':{'conditions':[{'type':'Approved','status':'True','reason':'r'}]}}";
        assertThat(server.merge(one + "/status", json(approved)).status()).isEqualTo(422);
        assertThat(server.merge(one + "/approval", json(approved))
                        .ok()
                        .at("/status/conditions/0/type")
                        .asText())
                .isEqualTo("Approved");
        assertThat(server.merge(one + "/approval", json("{'status':{'conditions':[]}}"))
                        .message())
                .contains("updates may not remove a condition of type \"Approved\"");
        assertThat(server.merge(one + "/status", json("{'status':{'certificate':'eA=='}}"))
                        .ok()
                        .at("/status/certificate")
                        .asText())
                .isEqualTo("eA==");
    }

    @Test
    void namespacesLimitWhatPodsAskFor() {
        server.post(
                        "/api/v1/namespaces/default/limitranges",
                        json("{'metadata':{'name':'l'},'spec':{'limits':[{'type':"
                                + "'Container','max':{'cpu':'1'},'min':{'cpu':'100m'},'defaultRequest':{'cpu':'200m'}},{'type':'Pod',"
                                + "'max':{'cpu':'1500m'}}]}}"))
                .ok();
        Answer pod = server.post(
                        PODS, json("{'metadata':{'name':'c'},'spec':{'containers':[{'name':'c','image':'i'}]}}"))
                .ok();
        assertThat(pod.at("/spec/containers/0/resources").toString())
                .isEqualTo("{\"requests\":{\"cpu\":\"200m\"},\"limits\":{\"cpu\":\"1\"}}");
        assertThat(pod.at("/metadata/annotations/kubernetes.io~1limit-ranger").asText())
                .isEqualTo("LimitRanger plugin set: cpu request for container c; cpu limit for container c");
        assertThat(limited("{'limits':{'cpu':'2'}}"))
                .isEqualTo("pods \"d\" is forbidden: [maximum cpu usage per Container is 1, but limit is 2, "
                        + "maximum cpu usage per Pod is 1500m, but limit is 2]");
        assertThat(limited("{'requests':{'cpu':'50m'}}"))
                .isEqualTo("pods \"d\" is forbidden: minimum cpu usage per Container is 100m, but request is 50m");
    }

    private String limited(String resources) {
        Answer refused = server.post(
                PODS,
                json("{'metadata':{'name':'d'},'spec':{'containers':[{'name':'c','image':'i'," + "'resources':"
                        + resources + "}]}}"));
        assertThat(refused.status()).isEqualTo(403);
        return refused.message();
    }

    @Test
    void aPodIsAcceptedWithAWarning() {
        String spec =
                "'spec':{'nodeSelector':{'beta.kubernetes.io/os':'linux'},'containers':[{'name':'c','image':'i','env':"
                        + "[{'name':'A','value':'1'},{'name':'A','value':'2'}],'resources':{'requests':{'memory':'100m'}}}]}";
        Answer created = server.post(PODS, json("{'metadata':{'name':'odd.name'}," + spec + "}"))
                .ok();
        assertThat(created.headers().all("warning"))
                .anySatisfy(warning ->
                        assertThat(warning).contains("spec.containers[0].env[1]: hides previous definition of"))
                .anySatisfy(warning -> assertThat(warning)
                        .contains("spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14"))
                .anySatisfy(warning -> assertThat(warning)
                        .contains("spec.containers[0].resources.requests[memory]: fractional byte value"))
                .anySatisfy(
                        warning -> assertThat(warning).contains("metadata.name: this is used in the Pod's hostname"));
        Answer labelled = server.merge(PODS + "/odd.name", json("{'metadata':{'labels':{'a':'b'}}}"))
                .ok();
        assertThat(labelled.headers().all("warning")).isEmpty();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
