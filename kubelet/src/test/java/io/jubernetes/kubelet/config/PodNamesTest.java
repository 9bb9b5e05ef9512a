package io.jubernetes.kubelet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.KubeletConfig.ClusterDns;
import io.jubernetes.kubelet.env.ConfigurationError;
import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import io.jubernetes.kubelet.runtime.SandboxConfig.PortMapping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
final class PodNamesTest {

    private static final ClusterDns CLUSTER = new ClusterDns(List.of("10.0.0.10"), "cluster.local");
    private static final Dns NODE = new Dns(List.of("192.0.2.1"), List.of("lan"), List.of("timeout:1"));

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}                                                             | web   | web",
                "{'hostname':'db'}                                              | db    | db",
                "{'hostNetwork':true}                                           | node1 | node1",
                "{'hostname':'db','subdomain':'s'}                              | db    | db.s.ns.svc.cluster.local db",
                "{'hostname':'db','subdomain':'s','setHostnameAsFQDN':true}     | db.s."
                        + "ns.svc.cluster.local | db.s.ns.svc.cluster.local db",
                "{'hostname':'db','subdomain':'s','hostnameOverride':'x.y'}     | x.y   | x.y",
            })
    void podsHaveTheNamesThatTheirOwnersWant(String spec, String hostname, String inHosts) throws Exception {
        PodHostname name = PodHostname.of(SpecText.pod(spec), "node1", "cluster.local");
        assertThat(name.name()).isEqualTo(hostname);
        assertThat(HostsFile.of(SpecText.pod(spec), List.of("10.1.1.1"), name))
                .startsWith("# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n")
                .endsWith("10.1.1.1\t" + inHosts.replace(' ', '\t') + "\n");
    }

    @Test
    void aFullNameThatIsTooLongIsRefused() {
        Pod pod = SpecText.pod("{'hostname':'" + "h".repeat(60) + "','subdomain':'s','setHostnameAsFQDN':true}");
        assertThatThrownBy(() -> PodHostname.of(pod, "node1", "cluster.local"))
                .isInstanceOf(ConfigurationError.class)
                .hasMessageContaining("is too long (64 characters is the max, 83 characters requested)");
    }

    @Test
    void aliasesFollowTheHosts() {
        Pod pod = SpecText.pod("{'hostAliases':[{'ip':'1.2.3.4','hostnames':['a.local','b.local']}]}");
        assertThat(HostsFile.onNode(pod, "127.0.0.1 localhost\n")).isEqualTo("""
                        # Kubernetes-managed hosts file (host network).
                        127.0.0.1 localhost

                        # Entries added by HostAliases.
                        1.2.3.4\ta.local\tb.local
                        """);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{}                                        | [10.0.0.10] [ns.svc.cluste"
                        + "r.local, svc.cluster.local, cluster.local, lan] [ndots:5]",
                "{'dnsPolicy':'ClusterFirst','hostNetwork':true} | [] [] []",
                "{'dnsPolicy':'ClusterFirstWithHostNet','hostNetwork':true} | [10.0.0.1"
                        + "0] [ns.svc.cluster.local, svc.cluster.local, cluster.local, lan] [ndots:5]",
                "{'dnsPolicy':'Default'}                   | [] [] []",
                "{'dnsPolicy':'Default','dnsConfig':{'nameservers':['9.9.9.9']}} | [192"
                        + ".0.2.1, 9.9.9.9] [lan] [timeout:1]",
                "{'dnsPolicy':'None','dnsConfig':{'nameservers':['9.9.9.9'],'searches':['x']}} | [9.9.9.9] [x] []",
                "{'dnsConfig':{'options':[{'name':'ndots','value':'2'}]}} | [10.0.0.10]"
                        + " [ns.svc.cluster.local, svc.cluster.local, cluster.local, lan] [ndots:2]",
            })
    void namesAreResolvedByPolicy(String spec, String expected) {
        Dns dns = PodDns.of(SpecText.pod(spec), CLUSTER, () -> NODE);
        assertThat(dns.servers() + " " + dns.searches() + " " + dns.options()).isEqualTo(expected);
    }

    @Test
    void theNodesResolverIsRead() {
        assertThat(NodeResolver.parse("# x\nnameserver 1.1.1.1\nsearch a b\noptions ndots:1 rotate\n"))
                .isEqualTo(new Dns(List.of("1.1.1.1"), List.of("a", "b"), List.of("ndots:1", "rotate")));
    }

    @Test
    void portsOfTheNodeAndSysctls() {
        PodShape shape =
                new PodShape(SpecText.pod("{'securityContext':{'sysctls':[{'name':'kernel/msgmax','value':'1'}]},"
                        + "'containers':[{'name':'c','ports':[{'containerPort':80,'hostPort':8080"
                        + ",'hostIP':'127.0.0.1'},{'containerPort':81}]}]}"));
        assertThat(shape.ports()).containsExactly(new PortMapping("TCP", 80, 8080, "127.0.0.1"));
        assertThat(shape.forbiddenSysctl()).contains("kernel.msgmax");
    }
}
