package io.jubernetes.apiserver.allocation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.surface.Beside;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.surface.ObjectSeeds;
import io.jubernetes.apiserver.surface.ObjectSeeds.Seed;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The IPAddresses that stand for cluster IPs. */
final class AddressObjects {

    private static final String GROUP = "networking.k8s.io";
    private static final String RESOURCE = "ipaddresses";

    private final Environment environment;

    AddressObjects(Environment environment) {
        this.environment = environment;
    }

    Seed of(String address, ServiceFields service) {
        ObjectNode object = Json.object().put("apiVersion", GROUP + "/v1").put("kind", "IPAddress");
        String now = environment.now().truncatedTo(ChronoUnit.SECONDS).toString();
        object.putObject("metadata")
                .put("name", address)
                .put("uid", environment.newUid())
                .put("generation", 1)
                .put("creationTimestamp", now)
                .putObject("labels")
                .put("ipaddress.kubernetes.io/ip-family", address.contains(":") ? "IPv6" : "IPv4")
                .put("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io");
        object.putObject("spec")
                .putObject("parentRef")
                .put("resource", "services")
                .put("namespace", service.namespace())
                .put("name", service.name());
        return new Seed(GROUP, RESOURCE, object);
    }

    static Beside.Gone gone(String address) {
        return new Beside.Gone(GROUP, RESOURCE, "", address);
    }

    void complete(ObjectReader objects, ObjectSeeds seeds) {
        for (ObjectNode service : objects.list("", "services", "")) {
            ServiceFields fields = new ServiceFields(service);
            fields.addresses().stream()
                    .filter(address -> objects.find(GROUP, RESOURCE, "", address) == null)
                    .forEach(address -> seeds.create(List.of(of(address, fields))));
        }
    }
}
