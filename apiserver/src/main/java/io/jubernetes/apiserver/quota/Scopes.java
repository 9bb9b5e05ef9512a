package io.jubernetes.apiserver.quota;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apiserver.strategy.QosClass;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.stream.Stream;

/** Which objects a quota is about. */
public final class Scopes {

    private Scopes() {}

    /** Whether an object is in all scopes of a quota. */
    public static boolean include(JsonNode quotaSpec, ResourceType type, ObjectNode object) {
        return quotaSpec
                        .path("scopes")
                        .valueStream()
                        .allMatch(scope -> in(scope.asText(), "Exists", List.of(), type, object))
                && quotaSpec
                        .path("scopeSelector")
                        .path("matchExpressions")
                        .valueStream()
                        .allMatch(one -> in(
                                one.path("scopeName").asText(),
                                one.path("operator").asText(),
                                one.path("values")
                                        .valueStream()
                                        .map(JsonNode::asText)
                                        .toList(),
                                type,
                                object));
    }

    private static boolean in(
            String scope, String operator, List<String> values, ResourceType type, ObjectNode object) {
        return switch (type.groupResource()) {
            case "pods" ->
                switch (scope) {
                    case "Terminating" -> hasDeadline(object);
                    case "NotTerminating" -> !hasDeadline(object);
                    case "BestEffort" -> isBestEffort(object);
                    case "NotBestEffort" -> !isBestEffort(object);
                    case "PriorityClass" -> matches(operator, values, Trees.text(object, "spec.priorityClassName"));
                    case "CrossNamespacePodAffinity" -> looksElsewhere(object);
                    default -> false;
                };
            case "persistentvolumeclaims" ->
                scope.equals("VolumeAttributesClass")
                        && Stream.of(
                                        "spec.volumeAttributesClassName",
                                        "status.currentVolumeAttributesClassName",
                                        "status.modifyVolumeStatus.targetVolumeAttributesClassName")
                                .anyMatch(path -> matches(operator, values, Trees.text(object, path)));
            default -> false;
        };
    }

    private static boolean matches(String operator, List<String> values, String value) {
        return switch (operator) {
            case "In" -> values.contains(value) && !value.isEmpty();
            case "NotIn" -> !values.contains(value);
            case "DoesNotExist" -> value.isEmpty();
            default -> !value.isEmpty();
        };
    }

    private static boolean hasDeadline(ObjectNode pod) {
        return !Trees.isAbsent(Trees.at(pod, "spec.activeDeadlineSeconds"));
    }

    private static boolean isBestEffort(ObjectNode pod) {
        return QosClass.of(Trees.object(pod, "spec")).equals("BestEffort");
    }

    private static boolean looksElsewhere(ObjectNode pod) {
        JsonNode affinity = Trees.at(pod, "spec.affinity");
        return Stream.of("podAffinity", "podAntiAffinity")
                .map(affinity::path)
                .anyMatch(one -> Stream.concat(
                                one.path("requiredDuringSchedulingIgnoredDuringExecution")
                                        .valueStream(),
                                one.path("preferredDuringSchedulingIgnoredDuringExecution")
                                        .valueStream()
                                        .map(term -> term.path("podAffinityTerm")))
                        .anyMatch(term -> !term.path("namespaces").isEmpty()
                                || term.path("namespaceSelector").isObject()));
    }
}
