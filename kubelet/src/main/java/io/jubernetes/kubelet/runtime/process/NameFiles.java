package io.jubernetes.kubelet.runtime.process;

import io.jubernetes.kubelet.runtime.SandboxConfig.Dns;
import java.nio.file.Path;

/** The texts of a pod's {@code /etc/hosts} and {@code /etc/resolv.conf}. */
public final class NameFiles {

    private static final Path RESOLVER = Path.of("/etc/resolv.conf");
    /** Where systemd keeps the real servers when the usual file names its stub, which pods do not reach. */
    private static final Path BEHIND_STUB = Path.of("/run/systemd/resolve/resolv.conf");

    private NameFiles() {}

    public static String hosts(String hostname, String ip) {
        String address = ip.isEmpty() ? "127.0.1.1" : ip;
        return """
                # Kubernetes-managed hosts file.
                127.0.0.1\tlocalhost
                ::1\tlocalhost ip6-localhost ip6-loopback
                fe00::0\tip6-localnet
                fe00::0\tip6-mcastprefix
                fe00::1\tip6-allnodes
                fe00::2\tip6-allrouters
                """ + address + "\t" + hostname + "\n";
    }

    public static String resolver(Dns dns) {
        if (dns.servers().isEmpty()) {
            String text = StateFiles.readText(RESOLVER);
            String real = StateFiles.readText(BEHIND_STUB);
            return text.contains("127.0.0.53") && !real.isEmpty() ? real : text;
        }
        StringBuilder text = new StringBuilder();
        if (!dns.searches().isEmpty()) {
            text.append("search ").append(String.join(" ", dns.searches())).append('\n');
        }
        dns.servers().forEach(s -> text.append("nameserver ").append(s).append('\n'));
        if (!dns.options().isEmpty()) {
            text.append("options ").append(String.join(" ", dns.options())).append('\n');
        }
        return text.toString();
    }
}
