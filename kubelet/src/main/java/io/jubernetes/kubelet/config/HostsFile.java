package io.jubernetes.kubelet.config;

import io.fabric8.kubernetes.api.model.HostAlias;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The content of a pod's {@code /etc/hosts}. */
public final class HostsFile {

    private static final String BEGINNING = """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            fe00::0\tip6-mcastprefix
            fe00::1\tip6-allnodes
            fe00::2\tip6-allrouters
            """;

    private HostsFile() {}

    /** Of a pod with addresses of its own. */
    public static String of(Pod pod, List<String> ips, PodHostname hostname) {
        StringBuilder text = new StringBuilder(BEGINNING);
        for (String ip : ips) {
            text.append(ip).append('\t');
            if (!hostname.domain().isEmpty()) {
                text.append(hostname.shortName())
                        .append('.')
                        .append(hostname.domain())
                        .append('\t');
            }
            text.append(hostname.shortName()).append('\n');
        }
        return text.append(aliases(pod)).toString();
    }

    /** Of a pod in the node's network, whose file it begins with. */
    public static String onNode(Pod pod, String nodeFile) {
        return "# Kubernetes-managed hosts file (host network).\n" + nodeFile + aliases(pod);
    }

    private static String aliases(Pod pod) {
        List<HostAlias> aliases = pod.getSpec().getHostAliases();
        if (aliases == null || aliases.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n# Entries added by HostAliases.\n");
        aliases.forEach(a -> text.append(a.getIp())
                .append('\t')
                .append(String.join("\t", a.getHostnames()))
                .append('\n'));
        return text.toString();
    }
}
