package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What must hold for a pod's specification, in pods and in templates of pods. */
final class PodSpecValidation {

    private static final List<String> DNS_POLICIES =
            List.of("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");

    private final Problems problems;

    PodSpecValidation(Problems problems) {
        this.problems = problems;
    }

    void validate(JsonNode spec, String path) {
        Set<String> volumes = new VolumeValidation(problems).validate(spec.path("volumes"), path + ".volumes");
        containers(spec, path, volumes);
        choice(spec, path, "restartPolicy", RESTART_POLICIES);
        choice(spec, path, "dnsPolicy", DNS_POLICIES);
        notNegative(spec, path, "terminationGracePeriodSeconds");
        JsonNode deadline = spec.path("activeDeadlineSeconds");
        if (!Trees.isAbsent(deadline) && deadline.asLong() < 1) {
            problems.invalid(path + ".activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        }
        MetadataValidation.labels(spec.path("nodeSelector"), path + ".nodeSelector", problems);
        names(spec, path);
        tolerations(spec.path("tolerations"), path + ".tolerations");
    }

    private void containers(JsonNode spec, String path, Set<String> volumes) {
        ContainerValidation each = new ContainerValidation(problems, volumes);
        Set<String> names = new LinkedHashSet<>();
        JsonNode containers = spec.path("containers");
        if (containers.isEmpty()) {
            problems.required(path + ".containers");
        }
        for (String list : List.of("containers", "initContainers", "ephemeralContainers")) {
            for (int i = 0; i < spec.path(list).size(); i++) {
                JsonNode container = spec.path(list).get(i);
                String at = path + "." + list + "[" + i + "]";
                each.validate(container, at);
                String name = Trees.text(container, "name");
                if (!name.isEmpty() && !names.add(name)) {
                    problems.duplicate(at + ".name", name);
                }
            }
        }
    }

    private void choice(JsonNode spec, String path, String field, List<String> supported) {
        String value = Trees.text(spec, field);
        if (value.isEmpty()) {
            problems.required(path + "." + field);
        } else if (!supported.contains(value)) {
            problems.notSupported(path + "." + field, value, supported);
        }
    }

    private void notNegative(JsonNode spec, String path, String field) {
        if (spec.path(field).asLong(0) < 0) {
            problems.invalid(path + "." + field, spec.path(field), "must be greater than or equal to 0");
        }
    }

    private void names(JsonNode spec, String path) {
        check(spec, path, "serviceAccountName", Names::dns1123Subdomain);
        check(spec, path, "nodeName", Names::dns1123Subdomain);
        check(spec, path, "hostname", Names::dns1123Label);
        check(spec, path, "subdomain", Names::dns1123Label);
        check(spec, path, "priorityClassName", Names::dns1123Subdomain);
        check(spec, path, "runtimeClassName", Names::dns1123Subdomain);
    }

    private void check(JsonNode spec, String path, String field, Function<String, List<String>> rule) {
        String name = Trees.text(spec, field);
        if (!name.isEmpty()) {
            problems.invalid(path + "." + field, name, rule.apply(name));
        }
    }

    private void tolerations(JsonNode tolerations, String path) {
        for (int i = 0; i < tolerations.size(); i++) {
            toleration(tolerations.get(i), path + "[" + i + "]");
        }
    }

    private void toleration(JsonNode toleration, String path) {
        String key = Trees.text(toleration, "key");
        String operator = Trees.text(toleration, "operator");
        String effect = Trees.text(toleration, "effect");
        if (!key.isEmpty()) {
            problems.invalid(path + ".key", key, Names.qualifiedName(key));
        } else if (!operator.equals("Exists")) {
            problems.invalid(
                    path + ".operator",
                    operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (operator.equals("Exists") && !Trees.text(toleration, "value").isEmpty()) {
            problems.invalid(path + ".operator", toleration, "value must be empty when `operator` is 'Exists'");
        }
        if (!List.of("", "Equal", "Exists").contains(operator)) {
            problems.notSupported(path + ".operator", operator, List.of("Equal", "Exists"));
        }
        if (!effect.isEmpty() && !EFFECTS.contains(effect)) {
            problems.notSupported(path + ".effect", effect, EFFECTS);
        }
        if (!Trees.isAbsent(toleration.path("tolerationSeconds")) && !effect.equals("NoExecute")) {
            problems.invalid(path + ".effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
    }
}
