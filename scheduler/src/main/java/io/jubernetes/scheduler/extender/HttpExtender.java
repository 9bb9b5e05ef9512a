package io.jubernetes.scheduler.extender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.scheduler.framework.Extender;
import io.jubernetes.scheduler.framework.ExtenderException;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.PlacedPod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Speaks upstream's protocol of extenders: JSON whose fields have the names of Go's, in any case. */
public final class HttpExtender implements Extender {

    private final ExtenderSpec spec;
    private final ExtenderCalls calls;

    public HttpExtender(ExtenderSpec spec, ExtenderCalls calls) {
        this.spec = spec;
        this.calls = calls;
    }

    @Override
    public boolean isInterested(Pod pod) {
        return spec.managedResources().isEmpty()
                || Stream.concat(pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream())
                        .anyMatch(this::wantsManaged);
    }

    private boolean wantsManaged(Container container) {
        return container.getResources() != null
                && spec.managedResources().stream()
                        .anyMatch(name -> has(container.getResources().getRequests(), name)
                                || has(container.getResources().getLimits(), name));
    }

    private static boolean has(Map<String, Quantity> amounts, String name) {
        return amounts != null && amounts.containsKey(name);
    }

    @Override
    public boolean isIgnorable() {
        return spec.ignorable();
    }

    @Override
    public boolean filters() {
        return !spec.verbs().filter().isEmpty();
    }

    @Override
    public Filtered filter(Pod pod, List<NodeState> nodes) {
        JsonNode answer = calls.post(spec.verbs().filter(), arguments(pod, nodes));
        String error = Anycase.field(answer, "Error").asText("");
        if (!error.isEmpty()) {
            throw new ExtenderException(error);
        }
        JsonNode names = Anycase.field(answer, "NodeNames");
        List<String> kept = new ArrayList<>();
        if (spec.nodeNamesOnly() && names.isArray()) {
            names.forEach(name -> kept.add(name.asText()));
        } else {
            Anycase.field(Anycase.field(answer, "Nodes"), "items")
                    .forEach(node -> kept.add(node.path("metadata").path("name").asText()));
        }
        return new Filtered(kept, texts(answer, "FailedNodes"), texts(answer, "FailedAndUnresolvableNodes"));
    }

    private static Map<String, String> texts(JsonNode answer, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        Anycase.field(answer, field)
                .properties()
                .forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    private ObjectNode arguments(Pod pod, List<NodeState> nodes) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.set("Pod", KubernetesJson.toTree(pod));
        if (spec.nodeNamesOnly()) {
            nodes.forEach(node -> arguments.withArray("NodeNames").add(node.name()));
            arguments.putNull("Nodes");
        } else {
            ObjectNode list = arguments.putObject("Nodes");
            nodes.stream()
                    .map(NodeState::node)
                    .filter(java.util.Objects::nonNull)
                    .forEach(node -> list.withArray("items").add(KubernetesJson.toTree(node)));
            arguments.putNull("NodeNames");
        }
        return arguments;
    }

    @Override
    public boolean scores() {
        return !spec.verbs().prioritize().isEmpty();
    }

    @Override
    public Map<String, Long> score(Pod pod, List<NodeState> nodes) {
        Map<String, Long> scores = new LinkedHashMap<>();
        for (JsonNode score : calls.post(spec.verbs().prioritize(), arguments(pod, nodes))) {
            scores.put(
                    Anycase.field(score, "Host").asText(),
                    Anycase.field(score, "Score").asLong() * spec.weight());
        }
        return scores;
    }

    @Override
    public boolean preempts() {
        return !spec.verbs().preempt().isEmpty();
    }

    @Override
    public List<Candidate> preempt(Pod pod, List<Candidate> candidates) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.set("Pod", KubernetesJson.toTree(pod));
        String form = spec.nodeNamesOnly() ? "NodeNameToMetaVictims" : "NodeNameToVictims";
        ObjectNode byNode = arguments.putObject(form);
        candidates.forEach(candidate ->
                victims(candidate, byNode.putObject(candidate.node().name())));
        JsonNode answer = Anycase.field(calls.post(spec.verbs().preempt(), arguments), "NodeNameToMetaVictims");
        return candidates.stream()
                .filter(candidate -> answer.has(candidate.node().name()))
                .map(candidate ->
                        narrowed(candidate, answer.path(candidate.node().name())))
                .toList();
    }

    private void victims(Candidate candidate, ObjectNode json) {
        for (PlacedPod victim : candidate.victims()) {
            if (spec.nodeNamesOnly()) {
                json.withArray("Pods").addObject().put("UID", victim.uid());
            } else {
                json.withArray("Pods").add(KubernetesJson.toTree(victim.pod()));
            }
        }
        json.put("NumPDBViolations", candidate.violations());
    }

    /** The extender names pods of the node; it may name other victims than were proposed. */
    private static Candidate narrowed(Candidate candidate, JsonNode answer) {
        List<PlacedPod> victims = new ArrayList<>();
        for (JsonNode named : Anycase.field(answer, "Pods")) {
            String uid = Anycase.field(named, "UID").asText();
            PlacedPod victim = candidate.node().pod(uid);
            if (victim == null) {
                throw new ExtenderException("extender claims to preempt pod (UID: " + uid + ") on node: "
                        + candidate.node().name() + ", but the pod is not found on that node");
            }
            victims.add(victim);
        }
        return new Candidate(
                candidate.node(),
                victims,
                Anycase.field(answer, "NumPDBViolations").asInt());
    }

    @Override
    public boolean binds() {
        return !spec.verbs().bind().isEmpty();
    }

    @Override
    public void bind(Pod pod, String node) {
        ObjectNode arguments = JsonNodeFactory.instance.objectNode();
        arguments.put("PodName", pod.getMetadata().getName());
        arguments.put("PodNamespace", pod.getMetadata().getNamespace());
        arguments.put("PodUID", pod.getMetadata().getUid());
        arguments.put("Node", node);
        String error = Anycase.field(calls.post(spec.verbs().bind(), arguments), "Error")
                .asText("");
        if (!error.isEmpty()) {
            throw new ExtenderException(error);
        }
    }
}
