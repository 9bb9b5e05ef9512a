package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code jubectl cluster-info}: where the control plane and its services are. */
@Command(name = "cluster-info", description = "Display addresses of the control plane and services.")
final class ClusterInfoCommand implements Callable<Integer> {

    private final Session session;

    ClusterInfoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        QueryParameters query = QueryParameters.of("labelSelector", "kubernetes.io/cluster-service=true");
        var services = session.server().list("/api/v1/namespaces/kube-system/services", query);
        String server = "https://" + session.address();
        session.terminal().line("Kubernetes control plane is running at " + server);
        for (JsonNode service : services) {
            String name = service.path("metadata").path("name").asText();
            String label = service.path("metadata")
                    .path("labels")
                    .path("kubernetes.io/name")
                    .asText(name);
            session.terminal()
                    .line(label + " is running at " + server + "/api/v1/namespaces/kube-system/services/" + name
                            + "/proxy");
        }
        session.terminal()
                .line(
                        "\nTo further debug and diagnose cluster problems, use 'jubectl get events -A' and 'jubectl logs'.");
        return 0;
    }
}
