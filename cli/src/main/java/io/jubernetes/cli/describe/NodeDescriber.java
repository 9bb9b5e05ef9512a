package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Describes a Node and what runs on it. */
final class NodeDescriber implements Describer {

    private static final String ROLE = "node-role.kubernetes.io/";

    @Override
    public void describe(Context context, Writer out) {
        head(context, out);
        lease(context, out);
        conditions(context.status().path("conditions"), out);
        out.line(0, "Addresses:");
        context.status()
                .path("addresses")
                .forEach(a ->
                        out.field(1, a.path("type").asText(), a.path("address").asText()));
        amounts("Capacity", context.status().path("capacity"), out);
        amounts("Allocatable", context.status().path("allocatable"), out);
        system(context.status().path("nodeInfo"), out);
        out.fieldIfAny(0, "PodCIDR", context.spec().path("podCIDR").asText(""));
        List<String> ranges = new ArrayList<>();
        context.spec().path("podCIDRs").forEach(range -> ranges.add(range.asText()));
        out.fieldIfAny(0, "PodCIDRs", String.join(",", ranges));
        out.fieldIfAny(0, "ProviderID", context.spec().path("providerID").asText(""));
        List<ObjectNode> pods = context.list(
                "/api/v1/pods",
                "fieldSelector",
                "spec.nodeName=" + context.located().name() + ",status.phase!=Succeeded,status.phase!=Failed");
        NodePods.describe(pods, context, out);
    }

    private static void head(Context context, Writer out) {
        out.field("Name", context.located().name());
        List<String> roles = new ArrayList<>();
        Writer.sorted(context.metadata().path("labels")).forEach((label, value) -> {
            if (label.startsWith(ROLE)) {
                roles.add(label.substring(ROLE.length()));
            }
        });
        out.field("Roles", roles.isEmpty() ? "<none>" : String.join(",", roles));
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
        out.field(
                "CreationTimestamp",
                Times.full(context.metadata().path("creationTimestamp").asText()));
        List<String> taints = new ArrayList<>();
        for (JsonNode taint : context.spec().path("taints")) {
            String value = taint.path("value").asText("");
            taints.add(taint.path("key").asText() + (value.isEmpty() ? "" : "=" + value) + ":"
                    + taint.path("effect").asText());
        }
        out.fields(0, "Taints", taints);
        out.field(
                "Unschedulable",
                Boolean.toString(context.spec().path("unschedulable").asBoolean()));
    }

    private static void lease(Context context, Writer out) {
        List<ObjectNode> leases = context.list(
                "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases",
                "fieldSelector",
                "metadata.name=" + context.located().name());
        JsonNode spec = leases.isEmpty()
                ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
                : leases.getFirst().path("spec");
        out.line(0, "Lease:");
        out.field(1, "HolderIdentity", spec.path("holderIdentity").asText("<unset>"));
        out.field(1, "AcquireTime", time(spec.path("acquireTime").asText("")));
        out.field(1, "RenewTime", time(spec.path("renewTime").asText("")));
    }

    private static String time(String text) {
        return text.isEmpty() ? "<unset>" : Times.full(text);
    }

    private static void conditions(JsonNode conditions, Writer out) {
        if (conditions.isEmpty()) {
            return;
        }
        out.line(0, "Conditions:");
        out.line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
        out.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
        conditions.forEach(c -> out.line(
                1,
                String.join(
                        " \t",
                        c.path("type").asText(),
                        c.path("status").asText(),
                        Times.full(c.path("lastHeartbeatTime").asText("")),
                        Times.full(c.path("lastTransitionTime").asText("")),
                        c.path("reason").asText(),
                        c.path("message").asText())));
    }

    private static void amounts(String label, JsonNode amounts, Writer out) {
        if (!amounts.isEmpty()) {
            out.line(0, label + ":");
            Writer.sorted(amounts).forEach((name, amount) -> out.field(1, name, amount));
        }
    }

    private static void system(JsonNode info, Writer out) {
        out.line(0, "System Info:");
        String[][] rows = {
            {"Machine ID", "machineID"},
            {"System UUID", "systemUUID"},
            {"Boot ID", "bootID"},
            {"Kernel Version", "kernelVersion"},
            {"OS Image", "osImage"},
            {"Operating System", "operatingSystem"},
            {"Architecture", "architecture"},
            {"Container Runtime Version", "containerRuntimeVersion"},
            {"Kubelet Version", "kubeletVersion"},
            {"Kube-Proxy Version", "kubeProxyVersion"},
        };
        for (String[] row : rows) {
            out.field(1, row[0], info.path(row[1]).asText(""));
        }
    }
}
