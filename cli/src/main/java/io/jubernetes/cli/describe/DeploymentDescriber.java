package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.selector.LabelSelector;
import java.util.ArrayList;
import java.util.List;

/** Describes a Deployment. */
final class DeploymentDescriber implements Describer {

    private static final String REVISION = "deployment.kubernetes.io/revision";

    @Override
    public void describe(Context context, Writer out) {
        JsonNode metadata = context.metadata();
        JsonNode spec = context.spec();
        JsonNode status = context.status();
        String selector = LabelSelector.of(spec.get("selector")).toString();
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.field(
                "CreationTimestamp",
                Times.full(metadata.path("creationTimestamp").asText()));
        out.labels(0, "Labels", metadata.path("labels"));
        out.annotations(0, metadata.path("annotations"));
        out.field("Selector", selector);
        out.field(
                "Replicas",
                spec.path("replicas").asInt() + " desired | "
                        + status.path("updatedReplicas").asInt() + " updated | "
                        + status.path("replicas").asInt() + " total | "
                        + status.path("availableReplicas").asInt() + " available | "
                        + status.path("unavailableReplicas").asInt() + " unavailable");
        out.field("StrategyType", spec.path("strategy").path("type").asText());
        out.field(
                "MinReadySeconds", Integer.toString(spec.path("minReadySeconds").asInt()));
        JsonNode rolling = spec.path("strategy").path("rollingUpdate");
        if (rolling.isObject()) {
            out.field(
                    "RollingUpdateStrategy",
                    rolling.path("maxUnavailable").asText() + " max unavailable, "
                            + rolling.path("maxSurge").asText() + " max surge");
        }
        PodTemplates.describe(spec.path("template"), out);
        conditions(status.path("conditions"), out);
        replicaSets(context, selector, out);
    }

    static void conditions(JsonNode conditions, Writer out) {
        if (!conditions.isEmpty()) {
            out.line(0, "Conditions:");
            out.line(1, "Type\tStatus\tReason");
            out.line(1, "----\t------\t------");
            conditions.forEach(c -> out.line(
                    1,
                    c.path("type").asText() + " \t" + c.path("status").asText() + "\t"
                            + c.path("reason").asText()));
        }
    }

    private static void replicaSets(Context context, String selector, Writer out) {
        String path = "/apis/apps/v1/namespaces/" + context.located().namespace() + "/replicasets";
        String uid = context.metadata().path("uid").asText();
        String revision = context.metadata().path("annotations").path(REVISION).asText("");
        List<String> old = new ArrayList<>();
        List<String> current = new ArrayList<>();
        for (ObjectNode set : context.list(path, "labelSelector", selector)) {
            boolean owned = set.path("metadata")
                    .path("ownerReferences")
                    .valueStream()
                    .anyMatch(owner -> owner.path("uid").asText().equals(uid));
            if (owned) {
                boolean newest = set.path("metadata")
                        .path("annotations")
                        .path(REVISION)
                        .asText("")
                        .equals(revision);
                (newest ? current : old).add(text(set));
            }
        }
        if (!old.isEmpty() || !current.isEmpty()) {
            out.field("OldReplicaSets", old.isEmpty() ? "<none>" : String.join(", ", old));
            out.field("NewReplicaSet", current.isEmpty() ? "<none>" : String.join(", ", current));
        }
    }

    private static String text(JsonNode set) {
        return set.path("metadata").path("name").asText() + " ("
                + set.path("status").path("replicas").asInt() + "/"
                + set.path("spec").path("replicas").asInt() + " replicas created)";
    }
}
