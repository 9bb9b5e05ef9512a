package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.selector.LabelSelector;
import java.util.Map;
import java.util.TreeMap;

/** Describes a ReplicaSet. */
final class ReplicaSetDescriber implements Describer {

    @Override
    public void describe(Context context, Writer out) {
        String selector = LabelSelector.of(context.spec().get("selector")).toString();
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.field("Selector", selector);
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
        PodDescriber.controller(context.metadata(), out);
        out.field(
                "Replicas",
                context.status().path("replicas").asInt() + " current / "
                        + context.spec().path("replicas").asInt() + " desired");
        pods(context, selector, out);
        PodTemplates.describe(context.spec().path("template"), out);
        JsonNode conditions = context.status().path("conditions");
        DeploymentDescriber.conditions(conditions, out);
    }

    private static void pods(Context context, String selector, Writer out) {
        Map<String, Integer> phases = new TreeMap<>();
        String uid = context.metadata().path("uid").asText();
        String path = "/api/v1/namespaces/" + context.located().namespace() + "/pods";
        for (ObjectNode pod : context.list(path, "labelSelector", selector)) {
            boolean owned = pod.path("metadata")
                    .path("ownerReferences")
                    .valueStream()
                    .anyMatch(owner -> owner.path("uid").asText().equals(uid));
            if (owned) {
                phases.merge(pod.path("status").path("phase").asText(), 1, Integer::sum);
            }
        }
        out.field(
                "Pods Status",
                phases.getOrDefault("Running", 0) + " Running / " + phases.getOrDefault("Pending", 0) + " Waiting / "
                        + phases.getOrDefault("Succeeded", 0) + " Succeeded / " + phases.getOrDefault("Failed", 0)
                        + " Failed");
    }
}
