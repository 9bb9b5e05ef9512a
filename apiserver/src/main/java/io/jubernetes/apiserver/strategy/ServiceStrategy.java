package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Services. Their addresses and ports come from a hook on their writes. */
final class ServiceStrategy implements Strategy {

    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");
    private static final List<String> AFFINITIES = List.of("ClientIP", "None");

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
    public void validate(ObjectNode object, Problems problems) {
        JsonNode spec = object.path("spec");
        String type = Trees.text(spec, "type");
        if (!TYPES.contains(type)) {
            problems.notSupported("spec.type", type, TYPES);
        }
        boolean headless = Trees.text(spec, "clusterIP").equals("None");
        boolean external = type.equals("ExternalName");
        if (spec.path("ports").isEmpty() && !headless && !external) {
            problems.required("spec.ports");
        }
        if (external) {
            externalName(spec, problems);
        } else if (headless && !type.equals("ClusterIP")) {
            problems.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services");
        }
        ports(spec.path("ports"), problems);
        MetadataValidation.labels(spec.path("selector"), "spec.selector", problems);
        String affinity = Trees.text(spec, "sessionAffinity");
        if (!affinity.isEmpty() && !AFFINITIES.contains(affinity)) {
            problems.notSupported("spec.sessionAffinity", affinity, AFFINITIES);
        }
    }

    private static void externalName(JsonNode spec, Problems problems) {
        String name = Trees.text(spec, "externalName");
        if (name.isEmpty()) {
            problems.required("spec.externalName");
        } else {
            String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            problems.invalid("spec.externalName", name, Names.dns1123Subdomain(plain));
        }
    }

    private static void ports(JsonNode ports, Problems problems) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> numbers = new LinkedHashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String path = "spec.ports[" + i + "]";
            name(port, path, ports.size() > 1, names, problems);
            long number = port.path("port").asLong(0);
            Names.portNumber(number).forEach(why -> problems.invalid(path + ".port", number, why));
            String protocol = Trees.text(port, "protocol");
            if (!PROTOCOLS.contains(protocol)) {
                problems.notSupported(path + ".protocol", protocol, PROTOCOLS);
            }
            target(port.path("targetPort"), path + ".targetPort", problems);
            if (!numbers.add(protocol + "/" + number)) {
                problems.duplicate(path, Trees.empty().put("protocol", protocol).put("port", number));
            }
        }
    }

    private static void name(JsonNode port, String path, boolean required, Set<String> names, Problems problems) {
        String name = Trees.text(port, "name");
        if (name.isEmpty()) {
            if (required) {
                problems.required(path + ".name");
            }
            return;
        }
        problems.invalid(path + ".name", name, Names.dns1123Label(name));
        if (!names.add(name)) {
            problems.duplicate(path + ".name", name);
        }
    }

    private static void target(JsonNode target, String path, Problems problems) {
        if (target.isTextual()) {
            problems.invalid(path, target.asText(), Names.portName(target.asText()));
        } else if (target.isNumber()) {
            Names.portNumber(target.asLong()).forEach(why -> problems.invalid(path, target.asLong(), why));
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        boolean kept = !Trees.text(next, "spec.type").equals("ExternalName")
                && !Trees.text(previous, "spec.type").equals("ExternalName");
        String before = Trees.text(previous, "spec.clusterIP");
        String now = Trees.text(next, "spec.clusterIP");
        if (kept && !before.isEmpty() && !before.equals(now)) {
            problems.invalid(
                    "spec.clusterIPs[0]",
                    now.isEmpty() ? Trees.at(next, "spec.clusterIPs") : Trees.at(next, "spec.clusterIP"),
                    "may not change once set");
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
