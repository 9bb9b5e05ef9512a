package io.jubernetes.apiserver.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.validation.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an object of any resource counts as. */
public final class Usage {

    /** Resources that quotas name without {@code count/}, too. */
    private static final List<String> SHORT_NAMES = List.of(
            "configmaps", "resourcequotas", "replicationcontrollers", "secrets", "services", "persistentvolumeclaims");

    private static final String COUNT = "count/";
    private static final String CLASS = ".storageclass.storage.k8s.io/";

    private Usage() {}

    public static Amounts of(ResourceType type, ObjectNode object, Instant now) {
        Map<String, Quantity> all = new TreeMap<>();
        Quantity one = Quantity.of(1);
        all.put(count(type), one);
        if (SHORT_NAMES.contains(type.groupResource())) {
            all.put(type.plural(), one);
        }
        switch (type.groupResource()) {
            case "services" -> service(object.path("spec"), all);
            case "persistentvolumeclaims" -> claim(object, all);
            default -> {}
        }
        Amounts counted = Amounts.of(all);
        return type.groupResource().equals("pods") ? counted.plus(PodAmounts.of(object, now)) : counted;
    }

    static String count(ResourceType type) {
        return COUNT + type.groupResource();
    }

    /** Whether objects of a resource may count towards this name. */
    public static boolean concerns(ResourceType type, String name) {
        String resource = type.groupResource();
        if (name.equals(count(type)) || SHORT_NAMES.contains(resource) && name.equals(resource)) {
            return true;
        }
        return switch (resource) {
            case "pods" -> PodAmounts.isOfPods(name);
            case "services" -> name.startsWith("services.");
            case "persistentvolumeclaims" -> name.equals("requests.storage") || name.contains(CLASS);
            default -> false;
        };
    }

    /** Whether changes of an object can change what it counts as. */
    public static boolean mayChange(ResourceType type, String subresource) {
        return switch (type.groupResource()) {
            case "pods" -> subresource.equals("resize");
            case "services", "persistentvolumeclaims" -> subresource.isEmpty();
            default -> false;
        };
    }

    private static void service(JsonNode spec, Map<String, Quantity> all) {
        String type = spec.path("type").asText();
        int ports = spec.path("ports").size();
        boolean balanced = type.equals("LoadBalancer");
        boolean allocated = spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
        long nodePorts = type.equals("NodePort") || balanced && allocated
                ? ports
                : balanced
                        ? spec.path("ports")
                                .valueStream()
                                .filter(port -> port.path("nodePort").asInt() != 0)
                                .count()
                        : 0;
        all.put("services.nodeports", Quantity.of(nodePorts));
        all.put("services.loadbalancers", Quantity.of(balanced ? 1 : 0));
    }

    private static void claim(ObjectNode claim, Map<String, Quantity> all) {
        String storageClass = Trees.text(claim, "spec.storageClassName");
        Quantity one = Quantity.of(1);
        Amounts asked = Amounts.of(Trees.at(claim, "spec.resources.requests"));
        Quantity storage = asked.most(Amounts.of(Trees.at(claim, "status.allocatedResources")))
                .get("storage");
        all.put("requests.storage", storage);
        if (!storageClass.isEmpty()) {
            all.put(storageClass + CLASS + "persistentvolumeclaims", one);
            all.put(storageClass + CLASS + "requests.storage", storage);
        }
    }

    /** What an object leaves open that a quota wants to know; empty when nothing. */
    public static String unsaid(ResourceType type, ObjectNode object, Iterable<String> limited) {
        return type.groupResource().equals("pods") ? PodAmounts.unsaid(object, limited) : "";
    }
}
