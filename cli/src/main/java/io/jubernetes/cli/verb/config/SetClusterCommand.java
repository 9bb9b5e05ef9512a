package io.jubernetes.cli.verb.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.client.config.Kubeconfig.Section;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl config set-cluster}; the address and the authority are flags that all verbs take. */
@Command(name = "set-cluster", description = "Set a cluster entry in kubeconfig.")
final class SetClusterCommand implements Callable<Integer> {

    private final Files files;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Option(names = "--embed-certs", description = "Put the certificate into the file.")
    private boolean embed;

    @Option(names = "--proxy-url", paramLabel = "URL", description = "The proxy on the way.")
    private @Nullable String proxy;

    SetClusterCommand(Files files) {
        this.files = files;
    }

    @Override
    public Integer call() {
        var options = files.session().options();
        ObjectNode cluster = Json.object();
        if (options.server() != null) {
            cluster.put("server", options.server());
        }
        Path authority = options.certificateAuthority();
        if (authority != null) {
            Embedding.put(cluster, "certificate-authority", authority, embed);
        }
        if (options.insecure()) {
            cluster.put("insecure-skip-tls-verify", true);
        }
        if (proxy != null) {
            cluster.put("proxy-url", proxy);
        }
        files.merge(Section.CLUSTERS, name, cluster);
        files.session().terminal().line("Cluster \"" + name + "\" set.");
        return 0;
    }
}
