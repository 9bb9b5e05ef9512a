package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One container of a pod. */
final class ContainerValidation {

    private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");
    private static final List<String> PROTOCOLS = List.of("SCTP", "TCP", "UDP");

    private final Problems problems;
    private final Set<String> volumes;

    /** @param volumes the names of the pod's volumes */
    ContainerValidation(Problems problems, Set<String> volumes) {
        this.problems = problems;
        this.volumes = volumes;
    }

    void validate(JsonNode container, String path) {
        String name = Trees.text(container, "name");
        if (name.isEmpty()) {
            problems.required(path + ".name");
        } else {
            problems.invalid(path + ".name", name, Names.dns1123Label(name));
        }
        image(container, path);
        ports(container.path("ports"), path + ".ports");
        environment(container.path("env"), path + ".env");
        mounts(container.path("volumeMounts"), path + ".volumeMounts");
        ProbeValidation probes = new ProbeValidation(problems);
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            probes.validate(container.path(probe), path + "." + probe, !probe.equals("readinessProbe"));
        }
        new ResourceValidation(problems).validate(container.path("resources"), path + ".resources");
    }

    private void image(JsonNode container, String path) {
        JsonNode image = container.path("image");
        if (image.asText("").isEmpty()) {
            problems.required(path + ".image");
        } else if (!image.asText().equals(image.asText().strip())) {
            problems.invalid(path + ".image", image, "must not have leading or trailing whitespace");
        }
        String policy = Trees.text(container, "imagePullPolicy");
        if (!PULL_POLICIES.contains(policy)) {
            problems.notSupported(path + ".imagePullPolicy", policy, PULL_POLICIES);
        }
    }

    private void ports(JsonNode ports, String path) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            JsonNode port = ports.get(i);
            String at = path + "[" + i + "]";
            String name = Trees.text(port, "name");
            if (!name.isEmpty()) {
                problems.invalid(at + ".name", name, Names.portName(name));
                if (!names.add(name)) {
                    problems.duplicate(at + ".name", name);
                }
            }
            number(port.path("containerPort"), at + ".containerPort", true);
            number(port.path("hostPort"), at + ".hostPort", false);
            String protocol = Trees.text(port, "protocol");
            if (!PROTOCOLS.contains(protocol)) {
                problems.notSupported(at + ".protocol", protocol, PROTOCOLS);
            }
        }
    }

    private void number(JsonNode port, String path, boolean required) {
        long number = port.asLong(0);
        if (number == 0 && required) {
            problems.required(path);
        } else if (number != 0) {
            Names.portNumber(number).forEach(why -> problems.invalid(path, number, why));
        }
    }

    private void environment(JsonNode env, String path) {
        for (int i = 0; i < env.size(); i++) {
            JsonNode variable = env.get(i);
            String at = path + "[" + i + "]";
            String name = Trees.text(variable, "name");
            if (name.isEmpty()) {
                problems.required(at + ".name");
            } else {
                problems.invalid(at + ".name", name, Names.environmentVariable(name));
            }
            source(variable, at);
        }
    }

    private void source(JsonNode variable, String path) {
        JsonNode from = variable.path("valueFrom");
        if (Trees.isAbsent(from)) {
            return;
        }
        if (from.isEmpty()) {
            problems.invalid(
                    path + ".valueFrom",
                    "",
                    "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
        } else if (from.size() > 1) {
            problems.invalid(path + ".valueFrom", "", "may not have more than one field specified at a time");
        } else if (!Trees.text(variable, "value").isEmpty()) {
            problems.invalid(path + ".valueFrom", "", "may not be specified when `value` is not empty");
        }
    }

    private void mounts(JsonNode mounts, String path) {
        Set<String> paths = new LinkedHashSet<>();
        for (int i = 0; i < mounts.size(); i++) {
            JsonNode mount = mounts.get(i);
            String at = path + "[" + i + "]";
            String name = Trees.text(mount, "name");
            String mountPath = Trees.text(mount, "mountPath");
            if (name.isEmpty()) {
                problems.required(at + ".name");
            } else if (!volumes.contains(name)) {
                problems.notFound(at + ".name", name);
            }
            if (mountPath.isEmpty()) {
                problems.required(at + ".mountPath");
            } else if (!paths.add(mountPath)) {
                problems.invalid(at + ".mountPath", mountPath, "must be unique");
            }
        }
    }
}
