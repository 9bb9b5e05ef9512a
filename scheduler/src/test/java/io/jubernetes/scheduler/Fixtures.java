package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.jubernetes.scheduler.snapshot.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Valid nodes and pods. */
public final class Fixtures {

    private Fixtures() {}

    public static Node node(String name, String cpu, String memory) {
        return node(name, cpu, memory, 110);
    }

    public static Node node(String name, String cpu, String memory, int pods) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .addToLabels("kubernetes.io/hostname", name)
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withNewStatus()
                .withAllocatable(amounts(cpu, memory, String.valueOf(pods)))
                .endStatus()
                .build();
    }

    private static Map<String, Quantity> amounts(String cpu, String memory, String pods) {
        Map<String, Quantity> amounts = new TreeMap<>();
        amounts.put("cpu", new Quantity(cpu));
        amounts.put("memory", new Quantity(memory));
        amounts.put("pods", new Quantity(pods));
        return amounts;
    }

    public static Node tainted(Node node, String key, String value, String effect) {
        return new NodeBuilder(node)
                .editSpec()
                .addNewTaint()
                .withKey(key)
                .withValue(value)
                .withEffect(effect)
                .endTaint()
                .endSpec()
                .build();
    }

    public static Node cordoned(Node node) {
        return new NodeBuilder(node)
                .editSpec()
                .withUnschedulable(true)
                .endSpec()
                .build();
    }

    public static Node labelled(Node node, String key, String value) {
        return new NodeBuilder(node)
                .editMetadata()
                .addToLabels(key, value)
                .endMetadata()
                .build();
    }

    /** A pod that requests nothing. */
    public static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .withNewSpec()
                .withSchedulerName("default-scheduler")
                .addNewContainer()
                .withName("main")
                .withImage("busybox")
                .endContainer()
                .endSpec()
                .build();
    }

    public static Pod pod(String name, String cpu, String memory) {
        return new PodBuilder(pod(name))
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToRequests("cpu", new Quantity(cpu))
                .addToRequests("memory", new Quantity(memory))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    public static Pod hostPort(Pod pod, String ip, int port) {
        return new PodBuilder(pod)
                .editSpec()
                .editFirstContainer()
                .addNewPort()
                .withContainerPort(port)
                .withHostPort(port)
                .withHostIP(ip)
                .withProtocol("TCP")
                .endPort()
                .endContainer()
                .endSpec()
                .build();
    }

    public static Pod tolerating(Pod pod, String key, String operator, String value, String effect) {
        return new PodBuilder(pod)
                .editSpec()
                .addNewToleration()
                .withKey(key)
                .withOperator(operator)
                .withValue(value)
                .withEffect(effect)
                .endToleration()
                .endSpec()
                .build();
    }

    public static Pod priority(Pod pod, int priority) {
        return new PodBuilder(pod).editSpec().withPriority(priority).endSpec().build();
    }

    public static Pod selecting(Pod pod, String key, String value) {
        return new PodBuilder(pod)
                .editSpec()
                .addToNodeSelector(key, value)
                .endSpec()
                .build();
    }

    public static Pod requiring(Pod pod, String key, String operator, String... values) {
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewNodeAffinity()
                .editOrNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator(operator)
                .withValues(List.of(values))
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    public static Pod onlyOn(Pod pod, String node) {
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewNodeAffinity()
                .editOrNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchField()
                .withKey("metadata.name")
                .withOperator("In")
                .withValues(List.of(node))
                .endMatchField()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    public static Pod preferring(Pod pod, int weight, String key, String value) {
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewNodeAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(weight)
                .withNewPreference()
                .addNewMatchExpression()
                .withKey(key)
                .withOperator("In")
                .withValues(List.of(value))
                .endMatchExpression()
                .endPreference()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    public static Pod labelled(Pod pod, String key, String value) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToLabels(key, value)
                .endMetadata()
                .build();
    }

    /** A term that chooses pods by one label. */
    public static PodAffinityTerm near(String key, String value, String topologyKey) {
        return new PodAffinityTermBuilder()
                .withTopologyKey(topologyKey)
                .withNewLabelSelector()
                .addToMatchLabels(key, value)
                .endLabelSelector()
                .build();
    }

    public static Pod wanting(Pod pod, PodAffinityTerm term) {
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewPodAffinity()
                .addToRequiredDuringSchedulingIgnoredDuringExecution(term)
                .endPodAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    public static Pod shunning(Pod pod, PodAffinityTerm term) {
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewPodAntiAffinity()
                .addToRequiredDuringSchedulingIgnoredDuringExecution(term)
                .endPodAntiAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    public static Pod liking(Pod pod, int weight, PodAffinityTerm term) {
        return new PodBuilder(pod)
                .editSpec()
                .editOrNewAffinity()
                .editOrNewPodAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(weight)
                .withPodAffinityTerm(term)
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAffinity()
                .endAffinity()
                .endSpec()
                .build();
    }

    /** A constraint over pods with one label. */
    public static TopologySpreadConstraint spread(String key, String value, String topologyKey, int maxSkew) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(maxSkew)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable("DoNotSchedule")
                .withNewLabelSelector()
                .addToMatchLabels(key, value)
                .endLabelSelector()
                .build();
    }

    public static Pod spreading(Pod pod, TopologySpreadConstraint constraint) {
        return new PodBuilder(pod)
                .editSpec()
                .addToTopologySpreadConstraints(constraint)
                .endSpec()
                .build();
    }

    public static ClusterSnapshot cluster(Node... nodes) {
        ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;
        for (Node node : nodes) {
            snapshot = snapshot.withNode(node);
        }
        return snapshot;
    }
}
