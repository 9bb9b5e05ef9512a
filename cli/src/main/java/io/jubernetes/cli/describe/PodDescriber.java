package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** Describes a Pod. */
final class PodDescriber implements Describer {

    @Override
    public void describe(Context context, Writer out) {
        JsonNode spec = context.spec();
        head(context, out);
        status(context, out);
        addresses(context.status(), out);
        controller(context.metadata(), out);
        if (!spec.path("initContainers").isEmpty()) {
            new Containers(out, 0, context.status().path("initContainerStatuses"))
                    .describe("Init Containers", spec.path("initContainers"));
        }
        new Containers(out, 0, context.status().path("containerStatuses"))
                .describe("Containers", spec.path("containers"));
        if (!spec.path("ephemeralContainers").isEmpty()) {
            new Containers(out, 0, context.status().path("ephemeralContainerStatuses"))
                    .describe("Ephemeral Containers", spec.path("ephemeralContainers"));
        }
        conditions(context.status().path("conditions"), out);
        Volumes.describe(spec.path("volumes"), 0, out);
        out.fieldIfAny(0, "QoS Class", context.status().path("qosClass").asText(""));
        PodTemplates.placement(spec, 0, out);
    }

    private static void head(Context context, Writer out) {
        JsonNode spec = context.spec();
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.field("Priority", Integer.toString(spec.path("priority").asInt()));
        out.fieldIfAny(0, "Priority Class Name", spec.path("priorityClassName").asText(""));
        out.fieldIfAny(0, "Runtime Class Name", spec.path("runtimeClassName").asText(""));
        out.fieldIfAny(0, "Service Account", spec.path("serviceAccountName").asText(""));
        String node = spec.path("nodeName").asText("");
        out.field(
                "Node",
                node.isEmpty()
                        ? "<none>"
                        : node + "/" + context.status().path("hostIP").asText(""));
        String started = context.status().path("startTime").asText("");
        if (!started.isEmpty()) {
            out.field("Start Time", Times.full(started));
        }
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
    }

    private static void status(Context context, Writer out) {
        JsonNode metadata = context.metadata();
        if (metadata.has("deletionTimestamp")) {
            Instant since = Times.parse(metadata.path("deletionTimestamp").asText());
            Duration lasts = since == null ? Duration.ZERO : Duration.between(since, context.now());
            out.field("Status", "Terminating" + (lasts.isNegative() ? "" : " (lasts " + Times.brief(lasts) + ")"));
            out.field(
                    "Termination Grace Period",
                    metadata.path("deletionGracePeriodSeconds").asText("0") + "s");
        } else {
            out.field("Status", context.status().path("phase").asText());
        }
        out.fieldIfAny(0, "Reason", context.status().path("reason").asText(""));
        out.fieldIfAny(0, "Message", context.status().path("message").asText(""));
    }

    private static void addresses(JsonNode status, Writer out) {
        out.field("IP", status.path("podIP").asText(""));
        if (status.path("podIPs").isEmpty()) {
            out.field("IPs", "<none>");
            return;
        }
        out.line(0, "IPs:");
        status.path("podIPs").forEach(ip -> out.field(1, "IP", ip.path("ip").asText()));
    }

    static void controller(JsonNode metadata, Writer out) {
        for (JsonNode owner : metadata.path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                out.field(
                        "Controlled By",
                        owner.path("kind").asText() + "/" + owner.path("name").asText());
            }
        }
    }

    private static void conditions(JsonNode conditions, Writer out) {
        if (!conditions.isEmpty()) {
            out.line(0, "Conditions:");
            out.line(1, "Type\tStatus");
            conditions.forEach(c -> out.line(
                    1, c.path("type").asText() + " \t" + c.path("status").asText() + " "));
        }
    }
}
