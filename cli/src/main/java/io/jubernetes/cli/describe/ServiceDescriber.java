package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Describes a Service and what is behind it. */
final class ServiceDescriber implements Describer {

    @Override
    public void describe(Context context, Writer out) {
        JsonNode spec = context.spec();
        out.field("Name", context.located().name());
        out.field("Namespace", context.located().namespace());
        out.labels(0, "Labels", context.metadata().path("labels"));
        out.annotations(0, context.metadata().path("annotations"));
        out.field("Selector", none(String.join(",", Writer.pairs(spec.path("selector"), "="))));
        out.field("Type", spec.path("type").asText());
        if (spec.has("ipFamilyPolicy")) {
            out.field("IP Family Policy", spec.path("ipFamilyPolicy").asText());
        }
        out.field("IP Families", none(joined(spec.path("ipFamilies"))));
        out.field("IP", spec.path("clusterIP").asText(""));
        out.field("IPs", none(joined(spec.path("clusterIPs"))));
        out.fieldIfAny(0, "External IPs", joined(spec.path("externalIPs")));
        out.fieldIfAny(0, "Desired LoadBalancer IP", spec.path("loadBalancerIP").asText(""));
        out.fieldIfAny(0, "External Name", spec.path("externalName").asText(""));
        ports(context, out);
        out.field("Session Affinity", spec.path("sessionAffinity").asText("None"));
        out.fieldIfAny(
                0, "External Traffic Policy", spec.path("externalTrafficPolicy").asText(""));
        out.fieldIfAny(
                0, "Internal Traffic Policy", spec.path("internalTrafficPolicy").asText(""));
    }

    private static void ports(Context context, Writer out) {
        List<ObjectNode> slices = context.list(
                "/apis/discovery.k8s.io/v1/namespaces/" + context.located().namespace() + "/endpointslices",
                "labelSelector",
                "kubernetes.io/service-name=" + context.located().name());
        for (JsonNode port : context.spec().path("ports")) {
            String name = port.path("name").asText("");
            String protocol = port.path("protocol").asText("TCP");
            String shownName = name.isEmpty() ? "<unset>" : name;
            out.field("Port", shownName + "\t" + port.path("port").asInt() + "/" + protocol);
            out.field("TargetPort", port.path("targetPort").asText() + "/" + protocol);
            if (port.path("nodePort").asInt() > 0) {
                out.field("NodePort", shownName + "\t" + port.path("nodePort").asInt() + "/" + protocol);
            }
            out.field("Endpoints", endpoints(slices, name));
        }
    }

    private static String endpoints(List<ObjectNode> slices, String portName) {
        List<String> ready = new ArrayList<>();
        for (JsonNode slice : slices) {
            for (JsonNode port : slice.path("ports")) {
                if (!port.path("name").asText("").equals(portName)) {
                    continue;
                }
                for (JsonNode endpoint : slice.path("endpoints")) {
                    if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                        String address = endpoint.path("addresses").path(0).asText();
                        String bracketed = address.contains(":") ? "[" + address + "]" : address;
                        ready.add(bracketed + ":" + port.path("port").asInt());
                    }
                }
            }
        }
        if (ready.size() <= 3) {
            return String.join(",", ready);
        }
        return String.join(",", ready.subList(0, 3)) + " + " + (ready.size() - 3) + " more...";
    }

    private static String joined(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return String.join(",", texts);
    }

    private static String none(String text) {
        return text.isEmpty() ? "<none>" : text;
    }
}
