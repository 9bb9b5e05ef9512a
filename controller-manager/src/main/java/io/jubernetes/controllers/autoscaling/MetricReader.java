package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.jubernetes.client.RawClient;
import io.jubernetes.controllers.pods.PodFacts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads metrics, and says how many pods each asks for.
 *
 * @param pods of the target
 */
record MetricReader(MetricsApi api, RawClient raw, String namespace, ScaleTarget target, List<Pod> pods, Instant now) {

    /** @throws MetricException when the metric says nothing */
    Proposal read(JsonNode metric, ReplicaCount count) {
        String type = metric.path("type").asText();
        return switch (type) {
            case "Resource" -> resource(metric.path("resource"), "resource", "", count);
            case "ContainerResource" -> {
                JsonNode source = metric.path("containerResource");
                yield resource(
                        source, "containerResource", source.path("container").asText(), count);
            }
            case "Pods" -> pods(metric.path("pods"), count);
            case "Object" -> object(metric.path("object"), count);
            case "External" -> external(metric.path("external"), count);
            default -> throw new MetricException("unknown metric source type \"" + type + "\"");
        };
    }

    private Proposal resource(JsonNode source, String field, String container, ReplicaCount count) {
        String name = source.path("name").asText();
        Map<String, Sample> metrics = api.resource(namespace, target.selector(), name, container);
        requirePods();
        PodGroups groups = PodGroups.of(pods, metrics, name.equals("cpu"), now);
        ObjectNode status = status(field.equals("resource") ? "Resource" : "ContainerResource");
        ObjectNode described = status.putObject(field).put("name", name);
        if (!container.isEmpty()) {
            described.put("container", container);
        }
        JsonNode target = source.path("target");
        Map<String, Sample> counted = counted(metrics, groups);
        ObjectNode current = described.putObject("current").put("averageValue", text(ReplicaCount.average(counted)));
        if (target.path("averageUtilization").isNumber()) {
            var usage = new ReplicaCount.Utilization(
                    requests(name, container), target.path("averageUtilization").asInt());
            int replicas = count.ofPods(metrics, groups, usage);
            current.put("averageUtilization", usage.current(counted));
            return new Proposal(replicas, name + " resource utilization (percentage of request)", status);
        }
        var usage = new ReplicaCount.Average(MetricsApi.milli(target.path("averageValue")));
        return new Proposal(count.ofPods(metrics, groups, usage), name + " resource", status);
    }

    private void requirePods() {
        if (pods.isEmpty()) {
            throw new MetricException("no pods returned by selector while calculating replica count");
        }
    }

    private static Map<String, Sample> counted(Map<String, Sample> metrics, PodGroups groups) {
        Map<String, Sample> counted = new LinkedHashMap<>(metrics);
        counted.keySet().removeAll(groups.ignored());
        counted.keySet().removeAll(groups.unready());
        return counted;
    }

    /** What the pods' containers request, in thousandths. */
    private Map<String, Long> requests(String resource, String container) {
        Map<String, Long> requests = new LinkedHashMap<>();
        for (Pod pod : pods) {
            long sum = 0;
            for (Container each : pod.getSpec().getContainers()) {
                if (container.isEmpty() || container.equals(each.getName())) {
                    sum += request(pod, each, resource);
                }
            }
            requests.put(pod.getMetadata().getName(), sum);
        }
        return requests;
    }

    private static long request(Pod pod, Container container, String resource) {
        Map<String, Quantity> requests = container.getResources() == null
                ? null
                : container.getResources().getRequests();
        Quantity request = requests == null ? null : requests.get(resource);
        if (request == null) {
            throw new MetricException("missing request for " + resource + " in container " + container.getName()
                    + " of Pod " + pod.getMetadata().getName());
        }
        return io.jubernetes.apimachinery.quantity.Quantity.parse(request.toString())
                .milliValue();
    }

    private Proposal pods(JsonNode source, ReplicaCount count) {
        JsonNode metric = source.path("metric");
        Map<String, Sample> metrics = api.pods(namespace, target.selector(), metric);
        requirePods();
        PodGroups groups = PodGroups.of(pods, metrics, false, now);
        long each = MetricsApi.milli(source.path("target").path("averageValue"));
        ObjectNode status = status("Pods");
        status.putObject("pods").set("metric", metric);
        status.withObject("/pods/current").put("averageValue", text(ReplicaCount.average(counted(metrics, groups))));
        int replicas = count.ofPods(metrics, groups, new ReplicaCount.Average(each));
        return new Proposal(replicas, "pods metric " + metric.path("name").asText(), status);
    }

    private Proposal object(JsonNode source, ReplicaCount count) {
        JsonNode metric = source.path("metric");
        JsonNode described = source.path("describedObject");
        String version = described.path("apiVersion").asText("v1");
        String kind = described.path("kind").asText();
        String group = version.contains("/") ? "." + version.substring(0, version.indexOf('/')) : "";
        String resource = ScaleTarget.plural(raw, version, kind) + group;
        long value = api.object(namespace, resource, described.path("name").asText(), metric);
        ObjectNode status = status("Object");
        status.putObject("object").set("metric", metric);
        status.withObject("/object").set("describedObject", described);
        return shared(
                value,
                source,
                status,
                "object",
                kind + " metric " + metric.path("name").asText(),
                count);
    }

    private Proposal external(JsonNode source, ReplicaCount count) {
        JsonNode metric = source.path("metric");
        ObjectNode status = status("External");
        status.putObject("external").set("metric", metric);
        long value = api.external(namespace, metric);
        return shared(
                value,
                source,
                status,
                "external",
                "external metric " + metric.path("name").asText(),
                count);
    }

    private Proposal shared(
            long value, JsonNode source, ObjectNode status, String field, String name, ReplicaCount count) {
        JsonNode wanted = source.path("target");
        ObjectNode current = status.withObject("/" + field + "/current");
        if (wanted.path("type").asText().equals("AverageValue")) {
            int replicas = count.ofShare(value, MetricsApi.milli(wanted.path("averageValue")), target.present());
            current.put("averageValue", text(target.present() == 0 ? value : value / target.present()));
            return new Proposal(replicas, name, status);
        }
        current.put("value", text(value));
        return new Proposal(count.ofValue(value, MetricsApi.milli(wanted.path("value")), ready()), name, status);
    }

    private int ready() {
        return (int) pods.stream().filter(PodFacts::isReady).count();
    }

    private static ObjectNode status(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static String text(long milli) {
        return io.jubernetes.apimachinery.quantity.Quantity.ofMilli(milli).toString();
    }
}
