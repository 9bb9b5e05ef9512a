package io.jubernetes.apiserver.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.bootstrap.Bootstrap.Wanted;
import java.util.List;

/** The ServiceCIDR {@code kubernetes}: the range that this server was started with. */
final class DefaultServiceRange {

    private static final String GROUP = "networking.k8s.io";

    private DefaultServiceRange() {}

    static Wanted of(String cidr, String now) {
        ObjectNode object = Json.object().put("apiVersion", GROUP + "/v1").put("kind", "ServiceCIDR");
        object.putObject("metadata").put("name", "kubernetes").put("generation", 1);
        object.putObject("spec").putArray("cidrs").add(cidr);
        object.putObject("status")
                .putArray("conditions")
                .addObject()
                .put("lastTransitionTime", now)
                .put("message", "Kubernetes default Service CIDR is ready")
                .put("reason", "")
                .put("status", "True")
                .put("type", "Ready");
        return new Wanted(GROUP, "servicecidrs", object, List.of());
    }
}
