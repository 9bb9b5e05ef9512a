package io.jubernetes.cli.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/** How the node finds out whether a container is well. */
final class Probes {

    private Probes() {}

    static void describe(JsonNode container, int level, Writer out) {
        describe(container.path("livenessProbe"), "Liveness", level, out);
        describe(container.path("readinessProbe"), "Readiness", level, out);
        describe(container.path("startupProbe"), "Startup", level, out);
    }

    private static void describe(JsonNode probe, String label, int level, Writer out) {
        if (!probe.isMissingNode()) {
            out.field(level, label, text(probe));
        }
    }

    private static String text(JsonNode probe) {
        String times = "delay=" + probe.path("initialDelaySeconds").asInt() + "s timeout="
                + probe.path("timeoutSeconds").asInt() + "s period="
                + probe.path("periodSeconds").asInt()
                + "s #success=" + probe.path("successThreshold").asInt() + " #failure="
                + probe.path("failureThreshold").asInt();
        return way(probe) + " " + times;
    }

    private static String way(JsonNode probe) {
        if (probe.has("exec")) {
            return "exec "
                    + probe.path("exec")
                            .path("command")
                            .valueStream()
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(" ", "[", "]"));
        }
        if (probe.has("httpGet")) {
            JsonNode get = probe.path("httpGet");
            String scheme = get.path("scheme").asText("HTTP").toLowerCase(java.util.Locale.ROOT);
            String path = get.path("path").asText("");
            return "http-get " + scheme + "://" + get.path("host").asText("") + ":"
                    + get.path("port").asText() + (path.startsWith("/") ? path : "/" + path);
        }
        if (probe.has("tcpSocket")) {
            JsonNode socket = probe.path("tcpSocket");
            return "tcp-socket " + socket.path("host").asText("") + ":"
                    + socket.path("port").asText();
        }
        if (probe.has("grpc")) {
            String service = probe.path("grpc").path("service").asText("");
            return "grpc <pod>:" + probe.path("grpc").path("port").asInt() + " " + service;
        }
        return "unknown";
    }
}
