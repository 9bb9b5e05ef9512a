package io.jubernetes.controllers.daemonset;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSelectorTermBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.jubernetes.controllers.pods.PodTemplates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a DaemonSet's pods: each is bound to its node by affinity, so that the scheduler places it, and bears a node's ailments. */
final class DaemonPods {

    private static final String GENERATION_COUNT = "deprecated.daemonset.template.generation";
    private static final String GENERATION = "pod-template-generation";

    private DaemonPods() {}

    static Pod pod(DaemonSet set, String node, String hash) {
        Pod form = PodTemplates.instantiate(set.getSpec().getTemplate(), set);
        PodSpec spec = form.getSpec();
        NodeSelector required = spec.getAffinity() == null || spec.getAffinity().getNodeAffinity() == null
                ? null
                : spec.getAffinity().getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution();
        return new PodBuilder(form)
                .editMetadata()
                .addToLabels(generation(set))
                .addToLabels(DaemonFacts.HASH, hash)
                .endMetadata()
                .editSpec()
                .editOrNewAffinity()
                .editOrNewNodeAffinity()
                .withRequiredDuringSchedulingIgnoredDuringExecution(new NodeSelector(terms(required, node)))
                .endNodeAffinity()
                .endAffinity()
                .withTolerations(tolerations(spec))
                .endSpec()
                .build();
    }

    /** The label of sets that count the changes of their template, as those of retired versions do. */
    private static Map<String, String> generation(DaemonSet set) {
        Map<String, String> annotations = set.getMetadata().getAnnotations();
        String generation = annotations == null ? null : annotations.get(GENERATION_COUNT);
        return generation == null ? Map.of() : Map.of(GENERATION, generation);
    }

    /** Terms are alternatives: each one gets the node's name. */
    private static List<NodeSelectorTerm> terms(@Nullable NodeSelector required, String node) {
        List<NodeSelectorTerm> terms =
                required == null || required.getNodeSelectorTerms().isEmpty()
                        ? List.of(new NodeSelectorTerm())
                        : required.getNodeSelectorTerms();
        return terms.stream()
                .map(term -> new NodeSelectorTermBuilder(term)
                        .withMatchFields(NodeFit.named(node))
                        .build())
                .toList();
    }

    /** What all of the set's pods have in common. */
    static PodSpec common(DaemonSet set) {
        PodSpec spec = set.getSpec().getTemplate().getSpec();
        return new PodSpecBuilder(spec).withTolerations(tolerations(spec)).build();
    }

    private static List<Toleration> tolerations(PodSpec spec) {
        List<Toleration> tolerations = new ArrayList<>(spec.getTolerations());
        add(tolerations, "not-ready", "NoExecute");
        add(tolerations, "unreachable", "NoExecute");
        add(tolerations, "disk-pressure", "NoSchedule");
        add(tolerations, "memory-pressure", "NoSchedule");
        add(tolerations, "pid-pressure", "NoSchedule");
        add(tolerations, "unschedulable", "NoSchedule");
        if (Boolean.TRUE.equals(spec.getHostNetwork())) {
            add(tolerations, "network-unavailable", "NoSchedule");
        }
        return tolerations;
    }

    private static void add(List<Toleration> tolerations, String ailment, String effect) {
        String key = "node.kubernetes.io/" + ailment;
        tolerations.removeIf(known -> Objects.equals(known.getKey(), key) && Objects.equals(known.getEffect(), effect));
        tolerations.add(new TolerationBuilder()
                .withKey(key)
                .withOperator("Exists")
                .withEffect(effect)
                .build());
    }
}
