package io.jubernetes.apiserver.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class KindTablesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");
    private static final String META =
            "'metadata':{'name':'x','namespace':'n','creationTimestamp':'2026-01-01T00:00:00Z'}";

    /** @param cells as {@code header=value}; headers in capitals are shown only in wide output */
    record Case(String group, String kind, String object, List<String> cells) {
        @Override
        public String toString() {
            return kind;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(workloadsAndServices(), others()).flatMap(part -> part);
    }

    private static Stream<Case> workloadsAndServices() {
        return Stream.of(
                new Case(
                        "apps",
                        "Deployment",
                        "{" + META + ",'spec':{'replicas':3,'selector':{'matchLabels':{'b':'2','a':'1'}},'template':"
                                + "{'spec':{'containers':[{'name':'c','image':'i'},{'name':'d','image':'j'}]}}},"
                                + "'status':{'readyReplicas':2,'updatedReplicas':3,'availableReplicas':2}}",
                        List.of(
                                "Name=x",
                                "Ready=2/3",
                                "Up-to-date=3",
                                "Available=2",
                                "Age=5m",
                                "CONTAINERS=c,d",
                                "IMAGES=i,j",
                                "SELECTOR=a=1,b=2")),
                new Case(
                        "",
                        "Service",
                        "{" + META + ",'spec':{'type':'NodePort','clusterIP':'10.96.0.7','clusterIPs':['10.96.0.7'],"
                                + "'ports':[{'port':80,'nodePort':30080,'protocol':'TCP'},{'port':53,'protocol':'UDP'}],"
                                + "'selector':{'app':'web'}}}",
                        List.of(
                                "Name=x",
                                "Type=NodePort",
                                "Cluster-IP=10.96.0.7",
                                "External-IP=<none>",
                                "Port(s)=80:30080/TCP,53/UDP",
                                "Age=5m",
                                "SELECTOR=app=web")),
                new Case(
                        "",
                        "Node",
                        "{'metadata':{'name':'x','creationTimestamp':'2026-01-01T00:00:00Z','labels':{"
                                + "'node-role.kubernetes.io/control-plane':''}},'spec':{'unschedulable':true},'status':{"
                                + "'conditions':[{'type':'Ready','status':'True'}],'addresses':[{'type':'InternalIP',"
                                + "'address':'10.0.0.1'}],'nodeInfo':{'kubeletVersion':'v1.35.0','osImage':'Debian'}}}",
                        List.of(
                                "Name=x",
                                "Status=Ready,SchedulingDisabled",
                                "Roles=control-plane",
                                "Age=5m",
                                "Version=v1.35.0",
                                "INTERNAL-IP=10.0.0.1",
                                "EXTERNAL-IP=<none>",
                                "OS-IMAGE=Debian",
                                "KERNEL-VERSION=<unknown>",
                                "CONTAINER-RUNTIME=<unknown>")));
    }

    private static Stream<Case> others() {
        return Stream.of(
                new Case(
                        "",
                        "Endpoints",
                        "{" + META + ",'subsets':[{'addresses':[{'ip':'10.0.0.1'},{'ip':'10.0.0.2'}],"
                                + "'ports':[{'port':80},{'port':443}]}]}",
                        List.of("Name=x", "Endpoints=10.0.0.1:80,10.0.0.2:80,10.0.0.1:443 + 1 more...", "Age=5m")),
                new Case(
                        "",
                        "Event",
                        "{" + META + ",'type':'Normal','reason':'Pulled','message':' done ','count':3,"
                                + "'involvedObject':{'kind':'Pod','name':'web'},'source':{'component':'kubelet','host':'h'},"
                                + "'firstTimestamp':'2026-01-01T00:01:00Z','lastTimestamp':'2026-01-01T00:04:00Z'}",
                        List.of(
                                "Last Seen=60s",
                                "Type=Normal",
                                "Reason=Pulled",
                                "Object=pod/web",
                                "SUBOBJECT=",
                                "SOURCE=kubelet, h",
                                "Message=done",
                                "FIRST SEEN=4m",
                                "COUNT=3",
                                "NAME=x")),
                new Case(
                        "batch",
                        "Job",
                        "{" + META + ",'spec':{'completions':3},'status':{'succeeded':3,'startTime':"
                                + "'2026-01-01T00:00:00Z','completionTime':'2026-01-01T00:00:30Z',"
                                + "'conditions':[{'type':'Complete','status':'True'}]}}",
                        List.of(
                                "Name=x",
                                "Status=Complete",
                                "Completions=3/3",
                                "Duration=30s",
                                "Age=5m",
                                "CONTAINERS=",
                                "IMAGES=",
                                "SELECTOR=<none>")),
                new Case("example.com", "Widget", "{" + META + "}", List.of("Name=x", "Age=5m")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void columnsAndCellsAreUpstreams(Case c) {
        JsonNode object = Json.decode(c.object().replace('\'', '"').getBytes(StandardCharsets.UTF_8))
                .object();
        List<String> cells = new ColumnTable()
                .of(c.group(), c.kind()).stream()
                        .map(column -> header(column) + "=" + shown(column, object))
                        .toList();

        assertThat(cells).isEqualTo(c.cells());
    }

    private static String shown(Column column, JsonNode object) {
        return Cells.of(List.of(column.cell().of(object))).tree(NOW).get(0).asText();
    }

    private static String header(Column column) {
        return column.priority() == 0 ? column.name() : column.name().toUpperCase(Locale.ROOT);
    }
}
