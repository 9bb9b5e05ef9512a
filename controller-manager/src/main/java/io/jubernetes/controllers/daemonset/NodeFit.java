package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.TaintMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a daemon's pod belongs on a node.
 *
 * @param mayStart whether one is to be started there
 * @param mayStay whether one that runs there may go on
 */
record NodeFit(boolean mayStart, boolean mayStay) {

    private static final String NAME = "metadata.name";
    private static final NodeFit UNFIT = new NodeFit(false, false);

    /** @param spec of the daemon's pods, but for what binds each to its node */
    static NodeFit of(PodSpec spec, Node node) {
        String only = spec.getNodeName();
        boolean isNamed =
                only == null || only.isEmpty() || only.equals(node.getMetadata().getName());
        if (!isNamed || !isSelected(spec, node)) {
            return UNFIT;
        }
        List<Taint> taints = node.getSpec() == null ? List.of() : node.getSpec().getTaints();
        return new NodeFit(
                isTolerated(spec, taints, Set.of("NoSchedule", "NoExecute")),
                isTolerated(spec, taints, Set.of("NoExecute")));
    }

    private static boolean isTolerated(PodSpec spec, List<Taint> taints, Set<String> effects) {
        return taints.stream()
                .filter(taint -> effects.contains(taint.getEffect()))
                .allMatch(taint -> TaintMatch.areTolerated(taint, spec.getTolerations()));
    }

    private static boolean isSelected(PodSpec spec, Node node) {
        Map<String, String> labels = LabelMatch.labels(node);
        boolean bySelector = spec.getNodeSelector() == null
                || labels.entrySet().containsAll(spec.getNodeSelector().entrySet());
        List<NodeSelectorTerm> terms = required(spec.getAffinity());
        return bySelector
                && (terms == null || terms.isEmpty() || terms.stream().anyMatch(term -> matches(term, labels)));
    }

    private static @Nullable List<NodeSelectorTerm> required(@Nullable Affinity affinity) {
        return affinity == null
                        || affinity.getNodeAffinity() == null
                        || affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution() == null
                ? null
                : affinity.getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms();
    }

    /** The node's name, which each term is given, fits in any case. */
    private static boolean matches(NodeSelectorTerm term, Map<String, String> labels) {
        return term.getMatchExpressions().stream().allMatch(r -> matches(r, labels.get(r.getKey())));
    }

    private static boolean matches(NodeSelectorRequirement requirement, @Nullable String value) {
        List<String> values = requirement.getValues();
        return switch (String.valueOf(requirement.getOperator())) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            case "Gt" -> value != null && compare(value, values) > 0;
            case "Lt" -> value != null && compare(value, values) < 0;
            default -> false;
        };
    }

    private static int compare(String value, List<String> values) {
        try {
            return values.size() == 1 ? Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The node that a daemon's pod is on, or is meant for; null when it says none. */
    static @Nullable String target(Pod pod) {
        String node = pod.getSpec().getNodeName();
        if (node != null && !node.isEmpty()) {
            return node;
        }
        List<NodeSelectorTerm> terms = required(pod.getSpec().getAffinity());
        return terms == null
                ? null
                : terms.stream()
                        .flatMap(term -> term.getMatchFields().stream())
                        .filter(field -> NAME.equals(field.getKey())
                                && !field.getValues().isEmpty())
                        .map(field -> field.getValues().getFirst())
                        .findFirst()
                        .orElse(null);
    }

    /** The requirement that binds a pod to a node. */
    static NodeSelectorRequirement named(String node) {
        return new NodeSelectorRequirement(NAME, "In", List.of(node));
    }
}
