package io.jubernetes.apiserver.bootstrap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.ApiServerConfig.Services;
import io.jubernetes.apiserver.bootstrap.Bootstrap.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects that every cluster has. */
public final class ClusterObjects {

    private static final List<String> NAMESPACES = List.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final String SELF = "kubernetes";
    private static final int HTTPS = 443;

    private final Services services;
    private final String serviceAddress;
    private final Map<String, String> trust;

    /**
     * @param serviceAddress the cluster IP of the API server's own Service
     * @param trust by what other API servers know users, and this one when it passes on requests; empty when there is nothing
     */
    public ClusterObjects(Services services, String serviceAddress, Map<String, String> trust) {
        this.services = services;
        this.serviceAddress = serviceAddress;
        this.trust = trust;
    }

    public List<Wanted> all() {
        List<Wanted> all = new ArrayList<>();
        NAMESPACES.forEach(
                name -> all.add(new Wanted("", "namespaces", object("v1", "Namespace", "", name), List.of())));
        all.add(priorityClass(
                "system-node-critical",
                2_000_001_000,
                "Used for system critical pods that must not be moved from their current node."));
        all.add(
                priorityClass(
                        "system-cluster-critical",
                        2_000_000_000,
                        "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."));
        all.add(new Wanted("", "services", service(), List.of()));
        all.add(new Wanted("", "endpoints", endpoints(), List.of("subsets")));
        all.add(new Wanted("discovery.k8s.io", "endpointslices", slice(), List.of("endpoints", "ports")));
        if (!trust.isEmpty()) {
            ObjectNode map = object("v1", "ConfigMap", "kube-system", "extension-apiserver-authentication");
            trust.forEach(map.putObject("data")::put);
            all.add(new Wanted("", "configmaps", map, List.of("data")));
        }
        return all;
    }

    private static Wanted priorityClass(String name, int value, String description) {
        ObjectNode object = object("scheduling.k8s.io/v1", "PriorityClass", "", name);
        object.put("value", value).put("description", description).put("preemptionPolicy", "PreemptLowerPriority");
        return new Wanted("scheduling.k8s.io", "priorityclasses", object, List.of());
    }

    private ObjectNode service() {
        ObjectNode object = object("v1", "Service", "default", SELF);
        object.withObject("/metadata/labels").put("component", "apiserver").put("provider", SELF);
        ObjectNode spec = object.putObject("spec").put("type", "ClusterIP").put("clusterIP", serviceAddress);
        spec.putArray("clusterIPs").add(serviceAddress);
        spec.put("sessionAffinity", "None");
        spec.putArray("ports")
                .addObject()
                .put("name", "https")
                .put("protocol", "TCP")
                .put("port", HTTPS)
                .put("targetPort", services.advertisePort());
        return object;
    }

    private ObjectNode endpoints() {
        ObjectNode object = object("v1", "Endpoints", "default", SELF);
        object.withObject("/metadata/labels").put("endpointslice.kubernetes.io/skip-mirror", "true");
        ObjectNode subset = object.putArray("subsets").addObject();
        subset.putArray("addresses").addObject().put("ip", services.advertiseAddress());
        port(subset.putArray("ports").addObject());
        return object;
    }

    private ObjectNode slice() {
        ObjectNode object = object("discovery.k8s.io/v1", "EndpointSlice", "default", SELF);
        object.withObject("/metadata/labels").put("kubernetes.io/service-name", SELF);
        object.put("addressType", services.advertiseAddress().contains(":") ? "IPv6" : "IPv4");
        ObjectNode endpoint = object.putArray("endpoints").addObject();
        endpoint.putArray("addresses").add(services.advertiseAddress());
        endpoint.putObject("conditions").put("ready", true);
        port(object.putArray("ports").addObject());
        return object;
    }

    private void port(ObjectNode port) {
        port.put("name", "https").put("protocol", "TCP").put("port", services.advertisePort());
    }

    private static ObjectNode object(String apiVersion, String kind, String namespace, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = object.putObject("metadata").put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return object;
    }
}
