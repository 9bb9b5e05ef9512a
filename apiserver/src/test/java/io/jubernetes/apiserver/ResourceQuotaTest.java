package io.jubernetes.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jubernetes.apiserver.TestServer.Answer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("NullAway.Init") // before each
class ResourceQuotaTest {

    private static final String IN = "/api/v1/namespaces/default/";

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer();
        server.post(IN + "serviceaccounts", quoted("{'metadata':{'name':'default'}}"))
                .ok();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private void quota(String name, String spec) {
        server.post(IN + "resourcequotas", quoted("{'metadata':{'name':'" + name + "'},'spec':{" + spec + "}}"))
                .ok();
    }

    private Answer pod(String name, String resources, String more) {
        return server.post(
                IN + "pods",
                quoted("{'metadata':{'name':'" + name + "'},'spec':{" + more
                        + "'containers':[{'name':'c','image':'i','resources':{" + resources + "}}]}}"));
    }

    private Answer map(String name) {
        return server.post(IN + "configmaps", quoted("{'metadata':{'name':'" + name + "'}}"));
    }

    private String used(String quota) {
        return server.get(IN + "resourcequotas/" + quota)
                .at("/status/used")
                .toString()
                .replace('"', '\'');
    }

    @Test
    void whatIsTooMuchIsRefusedInUpstreamsWords() {
        quota("q", "'hard':{'pods':'2','requests.cpu':'1','limits.memory':'1Gi'}");
        assertThat(pod("open", "'requests':{'cpu':'1'}", "").message())
                .isEqualTo("pods \"open\" is forbidden: failed quota: q: must specify limits.memory for: c");
        String half = "'requests':{'cpu':'500m'},'limits':{'memory':'100Mi'}";
        pod("a", half, "").ok();
        assertThat(used("q")).isEqualTo("{'limits.memory':'100Mi','pods':'1','requests.cpu':'500m'}");
        assertThat(pod("b", "'requests':{'cpu':'501m'},'limits':{'memory':'1Gi'}", "")
                        .message())
                .isEqualTo("pods \"b\" is forbidden: exceeded quota: q, requested: limits.memory=1Gi,requests.cpu=501m,"
                        + " used: limits.memory=100Mi,requests.cpu=500m, limited: limits.memory=1Gi,requests.cpu=1");
        pod("b", half, "").ok();
        Answer third = pod("c", "'requests':{'cpu':'0'},'limits':{'memory':'1Mi'}", "");
        assertThat(third.status()).isEqualTo(403);
        assertThat(third.message())
                .isEqualTo(
                        "pods \"c\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2");
        assertThat(server.post(
                                IN + "pods?dryRun=All",
                                quoted("{'metadata':{'name':'d'},'spec':{'containers':[{'name':'c','image':'i',"
                                        + "'resources':{" + half + "}}]}}"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatWentOrEndedIsGivenBack() {
        quota("q", "'hard':{'pods':'1','count/pods':'3'}");
        pod("a", "", "").ok();
        server.merge(IN + "pods/a/status", "{\"status\":{\"phase\":\"Succeeded\"}}")
                .ok();
        await().untilAsserted(() -> assertThat(used("q")).isEqualTo("{'count/pods':'1','pods':'0'}"));
        pod("b", "", "").ok();
        server.delete(IN + "pods/a", "{\"gracePeriodSeconds\":0}").ok();
        server.delete(IN + "pods/b", "{\"gracePeriodSeconds\":0}").ok();
        await().untilAsserted(() -> assertThat(used("q")).isEqualTo("{'count/pods':'0','pods':'0'}"));
    }

    @Test
    void itIsExactHoweverManyWrite() {
        map("first").ok();
        quota("q", "'hard':{'configmaps':'8','count/secrets':'0'}");
        List<Integer> outcomes = new CopyOnWriteArrayList<>();
        IntStream.range(0, 30).parallel().forEach(i -> outcomes.add(map("m" + i).status()));
        assertThat(outcomes.stream().filter(status -> status == 201)).hasSize(7);
        assertThat(outcomes.stream().filter(status -> status == 403)).hasSize(23);
        assertThat(used("q")).isEqualTo("{'configmaps':'8','count/secrets':'0'}");
        assertThat(server.post(IN + "secrets", quoted("{'metadata':{'name':'s'}}"))
                        .message())
                .isEqualTo("secrets \"s\" is forbidden: exceeded quota: q, requested: count/secrets=1,"
                        + " used: count/secrets=0, limited: count/secrets=0");
        assertThat(map("m0").status()).isIn(403, 409);
    }

    @Test
    void scopesSayWhichPodsCount() {
        quota("loose", "'hard':{'pods':'0'},'scopes':['BestEffort']");
        quota("short", "'hard':{'pods':'0'},'scopes':['Terminating']");
        quota(
                "urgent",
                "'hard':{'pods':'0'},'scopeSelector':{'matchExpressions':[{'scopeName':'PriorityClass','operator':'In',"
                        + "'values':['system-node-critical']}]}");
        String some = "'requests':{'cpu':'1'}";
        assertThat(pod("a", "", "").message()).contains("exceeded quota: loose");
        pod("a", some, "").ok();
        assertThat(pod("b", some, "'activeDeadlineSeconds':5,").message()).contains("exceeded quota: short");
        assertThat(pod("b", some, "'priorityClassName':'system-node-critical',").message())
                .contains("exceeded quota: urgent");
        await().untilAsserted(() -> assertThat(used("loose")).isEqualTo("{'pods':'0'}"));
    }

    @Test
    void changesOfServicesAndClaimsAreCharged() {
        quota("q", "'hard':{'services.nodeports':'1','services.loadbalancers':'0','requests.storage':'2Gi'}");
        server.post(IN + "services", quoted("{'metadata':{'name':'s'},'spec':{'ports':[{'port':80}]}}"))
                .ok();
        server.merge(IN + "services/s", quoted("{'spec':{'type':'NodePort'}}")).ok();
        assertThat(used("q")).contains("'services.nodeports':'1'");
        assertThat(server.merge(IN + "services/s", quoted("{'spec':{'type':'LoadBalancer'}}"))
                        .message())
                .isEqualTo("services \"s\" is forbidden: exceeded quota: q, requested: services.loadbalancers=1,"
                        + " used: services.loadbalancers=0, limited: services.loadbalancers=0");
        Answer claim = server.post(
                IN + "persistentvolumeclaims",
                quoted("{'metadata':{'name':'c'},'spec':{'accessModes':['ReadWriteOnce'],'resources':{'requests':"
                        + "{'storage':'3Gi'}}}}"));
        assertThat(claim.message()).contains("requested: requests.storage=3Gi, used: requests.storage=0, limited:");
    }
}
