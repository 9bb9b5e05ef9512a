package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.quantity.Quantity;
import io.jubernetes.client.RawClient;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the metrics APIs, which servers of others answer behind the API server. */
final class MetricsApi {

    private static final String RESOURCE = "/apis/metrics.k8s.io/v1beta1/namespaces/";
    private static final String CUSTOM = "/apis/custom.metrics.k8s.io/v1beta2/namespaces/";
    private static final String EXTERNAL = "/apis/external.metrics.k8s.io/v1beta1/namespaces/";

    private final RawClient raw;

    MetricsApi(RawClient raw) {
        this.raw = raw;
    }

    /** What pods use of a resource, by their names. @param container empty for all of a pod's */
    Map<String, Sample> resource(String namespace, String selector, String resource, String container) {
        JsonNode list = get(
                RESOURCE + namespace + "/pods",
                QueryParameters.of("labelSelector", selector),
                "unable to get metrics for resource " + resource
                        + ": unable to fetch metrics from resource metrics API: ");
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (JsonNode pod : list.path("items")) {
            Long used = used(pod, resource, container);
            if (used != null) {
                samples.put(pod.path("metadata").path("name").asText(), sample(pod, used));
            }
        }
        if (samples.isEmpty()) {
            throw new MetricException("unable to get metrics for resource " + resource
                    + ": no metrics returned from resource metrics API");
        }
        return samples;
    }

    private static @Nullable Long used(JsonNode pod, String resource, String container) {
        long sum = 0;
        boolean found = false;
        for (JsonNode each : pod.path("containers")) {
            JsonNode value = each.path("usage").path(resource);
            boolean counts =
                    container.isEmpty() || container.equals(each.path("name").asText());
            if (counts && value.isMissingNode()) {
                return null;
            }
            if (counts) {
                sum += milli(value);
                found = true;
            }
        }
        return found ? sum : null;
    }

    private static Sample sample(JsonNode measured, long milli) {
        return new Sample(milli, time(measured.path("timestamp")), window(measured));
    }

    private static Instant time(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    private static Duration window(JsonNode measured) {
        if (measured.path("windowSeconds").isNumber()) {
            return Duration.ofSeconds(measured.path("windowSeconds").asLong());
        }
        try {
            return Duration.parse("PT" + measured.path("window").asText("60s"));
        } catch (DateTimeException e) {
            return Duration.ofMinutes(1);
        }
    }

    /** A metric of pods, by their names. */
    Map<String, Sample> pods(String namespace, String selector, JsonNode metric) {
        JsonNode list = get(
                CUSTOM + namespace + "/pods/*/" + name(metric),
                query("metricLabelSelector", metric).and("labelSelector", selector),
                "unable to get metric " + name(metric) + ": unable to fetch metrics from custom metrics API: ");
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (JsonNode item : list.path("items")) {
            samples.put(item.path("describedObject").path("name").asText(), sample(item, milli(item.path("value"))));
        }
        if (samples.isEmpty()) {
            throw new MetricException(
                    "unable to get metric " + name(metric) + ": no metrics returned from custom metrics API");
        }
        return samples;
    }

    /** A metric of one object, in thousandths. @param resource as in {@code services} or {@code ingresses.networking.k8s.io} */
    long object(String namespace, String resource, String object, JsonNode metric) {
        JsonNode list = get(
                CUSTOM + namespace + "/" + resource + "/" + object + "/" + name(metric),
                query("metricLabelSelector", metric),
                "unable to get metric " + name(metric) + ": unable to fetch metrics from custom metrics API: ");
        if (list.path("items").isEmpty()) {
            throw new MetricException(
                    "unable to get metric " + name(metric) + ": no metrics returned from custom metrics API");
        }
        return milli(list.path("items").path(0).path("value"));
    }

    /** The sum of a metric of something outside of the cluster, in thousandths. */
    long external(String namespace, JsonNode metric) {
        JsonNode list = get(
                EXTERNAL + namespace + "/" + name(metric),
                query("labelSelector", metric),
                "unable to get external metric " + namespace + "/" + name(metric)
                        + ": unable to fetch metrics from external metrics API: ");
        if (list.path("items").isEmpty()) {
            throw new MetricException("unable to get external metric " + namespace + "/" + name(metric)
                    + ": no metrics returned from external metrics API");
        }
        return list.path("items")
                .valueStream()
                .mapToLong(item -> milli(item.path("value")))
                .sum();
    }

    private JsonNode get(String path, QueryParameters query, String failure) {
        try {
            return raw.get(path, query);
        } catch (ApiException e) {
            throw new MetricException(failure + e.getMessage());
        }
    }

    static long milli(JsonNode quantity) {
        return Quantity.parse(quantity.asText("0")).milliValue();
    }

    private static String name(JsonNode metric) {
        return metric.path("name").asText();
    }

    /** The metric's own selector, if it has one. */
    private static QueryParameters query(String parameter, JsonNode metric) {
        String selector = Selectors.text(metric.path("selector"));
        return selector.isEmpty() ? QueryParameters.EMPTY : QueryParameters.of(parameter, selector);
    }
}
