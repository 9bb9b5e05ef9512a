package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Services. Their addresses and ports come from a hook on their writes. */
final class ServiceStrategy implements Strategy {

    private static final List<String> CLUSTER_ONLY = List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");
    private static final List<String> BALANCED_ONLY =
            List.of("allocateLoadBalancerNodePorts", "healthCheckNodePort", "loadBalancerClass");

    @Override
    public void defaults(ObjectNode object) {
        for (JsonNode port : Trees.at(object, "spec.ports")) {
            JsonNode target = port.path("targetPort");
            if (port instanceof ObjectNode owner
                    && (Trees.isBlank(target) || target.asText().equals("0"))) {
                owner.set("targetPort", port.path("port"));
            }
        }
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void prepareForUpdate(ObjectNode next, ObjectNode previous) {
        if (!(next.path("spec") instanceof ObjectNode spec)) {
            return;
        }
        followAddress(spec, previous.path("spec"));
        if (is(next, "ExternalName")) {
            CLUSTER_ONLY.forEach(field -> dropUnchanged(spec, previous, field));
        }
        if (!is(next, "LoadBalancer")) {
            BALANCED_ONLY.forEach(field -> dropUnchanged(spec, previous, field));
        }
        if (!is(next, "LoadBalancer") && !is(next, "NodePort")) {
            dropUnchanged(spec, previous, "externalTrafficPolicy");
            dropNodePorts(spec.path("ports"), Trees.at(previous, "spec.ports"));
        }
    }

    /** Who changes the address and leaves the list of addresses alone means both. */
    private static void followAddress(ObjectNode spec, JsonNode before) {
        String now = spec.path("clusterIP").asText("");
        boolean changed = !now.isEmpty()
                && !Trees.isBlank(before.path("clusterIP"))
                && !now.equals(before.path("clusterIP").asText());
        if (changed && Trees.sameMeaning(spec.path("clusterIPs"), before.path("clusterIPs"))) {
            spec.putArray("clusterIPs").add(now);
        }
    }

    /** What a type of Service brought along goes with it, unless somebody wants it otherwise. */
    private static void dropUnchanged(ObjectNode spec, ObjectNode previous, String field) {
        if (Trees.sameMeaning(spec.path(field), previous.path("spec").path(field))) {
            spec.remove(field);
        }
    }

    private static void dropNodePorts(JsonNode ports, JsonNode before) {
        List<JsonNode> known =
                before.valueStream().map(port -> port.path("nodePort")).toList();
        for (JsonNode port : ports) {
            if (port instanceof ObjectNode one && known.contains(port.path("nodePort"))) {
                one.remove("nodePort");
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        if (is(next, "ExternalName") || is(previous, "ExternalName")) {
            return;
        }
        kept(next, previous, "clusterIPs", "primary clusterIP can not be unset", problems);
        kept(next, previous, "ipFamilies", "primary ipFamily can not be unset", problems);
        JsonNode lbClass = Trees.at(next, "spec.loadBalancerClass");
        boolean balanced = is(next, "LoadBalancer") && is(previous, "LoadBalancer");
        if (balanced && !Trees.sameMeaning(lbClass, Trees.at(previous, "spec.loadBalancerClass"))) {
            problems.invalid("spec.loadBalancerClass", lbClass, "may not change once set");
        }
    }

    private static boolean is(ObjectNode service, String type) {
        return Trees.text(service, "spec.type").equals(type);
    }

    /** What was given stays, in its place; a second value may come and go. */
    private static void kept(ObjectNode next, ObjectNode previous, String field, String unset, Problems problems) {
        JsonNode now = Trees.at(next, "spec." + field);
        JsonNode before = Trees.at(previous, "spec." + field);
        for (int i = 0; i < before.size(); i++) {
            String path = "spec." + field + "[" + i + "]";
            if (i == 0 && now.isEmpty()) {
                problems.invalid(path, now, unset);
            } else if (i < now.size() && !now.get(i).equals(before.get(i))) {
                problems.invalid(path, now, "may not change once set");
            }
        }
    }

    @Override
    public List<String> nameProblems(String name) {
        return Names.dns1035Label(name);
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }
}
