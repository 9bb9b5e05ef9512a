package io.jubernetes.controllers.autoscaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.client.DynamicClient;
import io.jubernetes.client.RawClient;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.context.Part;
import io.jubernetes.controllers.ownership.LabelMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Scales what autoscalers name, by what their metrics say: looks every fifteen seconds. */
public final class HorizontalPodAutoscaling implements Reconciler {

    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final double TOLERANCE = 0.1;

    private final Environment environment;
    private final Informer<HorizontalPodAutoscaler> autoscalers;
    private final Informer<Pod> pods;
    private final RawClient raw;
    private final DynamicClient client;
    private final EventRecorder events;
    private final ConcurrentMap<Key, Limits> limits = new ConcurrentHashMap<>();

    private HorizontalPodAutoscaling(ControllerContext context, EventRecorder events) {
        this.environment = context.environment();
        this.autoscalers = context.informers().informerFor(HorizontalPodAutoscaler.class);
        this.pods = context.informers().informerFor(Pod.class);
        this.raw = new RawClient(context.client());
        this.client = context.client().dynamic("autoscaling", "v2", "horizontalpodautoscalers", true);
        this.events = events;
    }

    public static Part create(ControllerContext context) {
        EventRecorder events = context.events("horizontal-pod-autoscaler");
        HorizontalPodAutoscaling autoscaling = new HorizontalPodAutoscaling(context, events);
        Controller controller = context.controller("horizontalpodautoscaling", autoscaling);
        autoscaling.autoscalers.addHandler(new ChangeHandler<>() {
            @Override
            public void added(HorizontalPodAutoscaler autoscaler) {
                controller.enqueue(autoscaler);
            }

            @Override
            public void updated(HorizontalPodAutoscaler old, HorizontalPodAutoscaler next) {
                // a status that was just written is no news
                if (!old.getSpec().equals(next.getSpec())) {
                    controller.enqueue(next);
                }
            }

            @Override
            public void deleted(HorizontalPodAutoscaler last) {
                controller.enqueue(last);
            }
        });
        return Part.of(controller, events);
    }

    @Override
    public Result reconcile(Key key) {
        HorizontalPodAutoscaler autoscaler = autoscalers.get(key.namespace(), key.name());
        if (autoscaler == null) {
            limits.remove(key);
            return Result.done();
        }
        ObjectNode tree = KubernetesJson.toTree(autoscaler);
        JsonNode before = tree.path("status").deepCopy();
        Instant now = environment.now().truncatedTo(ChronoUnit.SECONDS);
        Look look = new Look(autoscaler, tree, new Conditions(tree.withObject("/status"), now), now);
        scale(look, limits.computeIfAbsent(key, _ -> new Limits()));
        if (!tree.path("status").equals(before)) {
            client.updateStatus(tree);
        }
        return Result.requeueAfter(PERIOD);
    }

    /** One look at an autoscaler. @param tree whose status is changed */
    private record Look(HorizontalPodAutoscaler about, ObjectNode tree, Conditions conditions, Instant now) {

        JsonNode spec() {
            return tree.path("spec");
        }

        ObjectNode status() {
            return conditions.status();
        }

        Limits.Bounds bounds() {
            return new Limits.Bounds(
                    spec().path("minReplicas").asInt(1),
                    spec().path("maxReplicas").asInt());
        }
    }

    private void scale(Look look, Limits limit) {
        ScaleTarget target;
        try {
            target = ScaleTarget.read(
                    raw, look.about.getMetadata().getNamespace(), look.spec().path("scaleTargetRef"));
        } catch (ApiException | MetricException e) {
            String problem = "the HPA controller was unable to get the target's current scale: " + e.getMessage();
            look.conditions.set("AbleToScale", false, "FailedGetScale", problem);
            events.warning(look.about, "FailedGetScale", String.valueOf(e.getMessage()));
            return;
        }
        look.conditions.set(
                "AbleToScale",
                true,
                "SucceededGetScale",
                "the HPA controller was able to get the target's current scale");
        look.status().put("observedGeneration", look.about.getMetadata().getGeneration());
        Wish wish = wish(look, target, limit);
        look.status().put("currentReplicas", target.present());
        if (wish == null) {
            return;
        }
        boolean done = wish.replicas == target.wanted() || apply(look, target, wish, limit);
        look.status().put("desiredReplicas", done ? wish.replicas : target.wanted());
    }

    /** @param reason in the words of events */
    private record Wish(int replicas, String reason) {}

    /** Null when nothing can be said. */
    private @Nullable Wish wish(Look look, ScaleTarget target, Limits limit) {
        Limits.Bounds bounds = look.bounds();
        int current = target.wanted();
        if (current == 0 && bounds.least() != 0) {
            look.conditions.set(
                    "ScalingActive",
                    false,
                    "ScalingDisabled",
                    "scaling is disabled since the replica count of the target is zero");
            return new Wish(0, "");
        }
        if (current > bounds.most()) {
            return new Wish(bounds.most(), "Current number of replicas above Spec.MaxReplicas");
        }
        if (current < bounds.least()) {
            return new Wish(bounds.least(), "Current number of replicas below Spec.MinReplicas");
        }
        Proposal proposal = proposal(look, target);
        return proposal == null ? null : limited(look, current, proposal, limit);
    }

    private static Wish limited(Look look, int current, Proposal proposal, Limits limit) {
        JsonNode behavior = look.spec().path("behavior");
        Limits.Limited stable = limit.stabilized(behavior, current, proposal.replicas(), look.now);
        look.conditions.set("AbleToScale", true, stable.reason(), stable.message());
        Limits.Limited bounded = limit.bounded(behavior, current, stable.replicas(), look.bounds(), look.now);
        look.conditions.set(
                "ScalingLimited", !bounded.reason().equals("DesiredWithinRange"), bounded.reason(), bounded.message());
        boolean more = proposal.replicas() > current;
        return new Wish(bounded.replicas(), more ? proposal.metric() + " above target" : "All metrics below target");
    }

    /** The largest number that any metric asks for; with metrics that cannot be had, only if it is no less than there is. */
    private @Nullable Proposal proposal(Look look, ScaleTarget target) {
        if (target.selector().isEmpty()) {
            look.conditions.set(
                    "ScalingActive", false, "InvalidSelector", "the HPA target's scale is missing a selector");
            events.warning(look.about, "SelectorRequired", "selector is required");
            return null;
        }
        String namespace = look.about.getMetadata().getNamespace();
        MetricReader reader =
                new MetricReader(new MetricsApi(raw), raw, namespace, target, podsOf(namespace, target), look.now);
        ReplicaCount count = new ReplicaCount(
                target.wanted(), tolerance(look.spec(), "scaleUp"), tolerance(look.spec(), "scaleDown"));
        Proposal highest = null;
        Invalid first = null;
        int invalid = 0;
        ArrayNode statuses = look.tree.arrayNode();
        for (JsonNode metric : look.spec().path("metrics")) {
            try {
                Proposal proposal = reader.read(metric, count);
                statuses.add(proposal.status());
                highest = highest == null || proposal.replicas() > highest.replicas() ? proposal : highest;
            } catch (MetricException | ApiException e) {
                invalid++;
                first = first == null ? new Invalid(metric, e) : first;
                events.warning(look.about, reason(metric), String.valueOf(e.getMessage()));
            }
        }
        if (highest == null || (invalid > 0 && highest.replicas() < target.wanted())) {
            invalid(look, first, invalid);
            return null;
        }
        look.status().set("currentMetrics", statuses);
        look.conditions.set(
                "ScalingActive",
                true,
                "ValidMetricFound",
                "the HPA was able to successfully calculate a replica count from " + highest.metric());
        return highest;
    }

    private record Invalid(JsonNode metric, RuntimeException problem) {}

    private void invalid(Look look, @Nullable Invalid first, int count) {
        if (first == null) {
            return; // no metric at all
        }
        look.conditions.set(
                "ScalingActive",
                false,
                reason(first.metric),
                "the HPA was unable to compute the replica count: " + first.problem.getMessage());
        events.warning(
                look.about,
                "FailedComputeMetricsReplicas",
                "invalid metrics (" + count + " invalid out of "
                        + look.spec().path("metrics").size() + "), first error is: "
                        + first.problem.getMessage());
    }

    private static String reason(JsonNode metric) {
        String type = metric.path("type").asText();
        return "FailedGet" + type + "Metric";
    }

    private static double tolerance(JsonNode spec, String direction) {
        JsonNode tolerance = spec.path("behavior").path(direction).path("tolerance");
        return tolerance.isMissingNode() ? TOLERANCE : MetricsApi.milli(tolerance) / 1000.0;
    }

    private List<Pod> podsOf(String namespace, ScaleTarget target) {
        LabelSelector selector = LabelSelector.parse(target.selector());
        return pods.listIn(namespace).stream()
                .filter(pod -> selector.matches(LabelMatch.labels(pod)))
                .toList();
    }

    /** Whether the target is scaled now. */
    private boolean apply(Look look, ScaleTarget target, Wish wish, Limits limit) {
        String size = "New size: " + wish.replicas + "; reason: " + wish.reason;
        try {
            target.set(raw, wish.replicas);
        } catch (ApiException e) {
            events.warning(look.about, "FailedRescale", size + "; error: " + e.getMessage());
            look.conditions.set(
                    "AbleToScale",
                    false,
                    "FailedUpdateScale",
                    "the HPA controller was unable to update the target scale: " + e.getMessage());
            return false;
        }
        look.conditions.set(
                "AbleToScale",
                true,
                "SucceededRescale",
                "the HPA controller was able to update the target scale to " + wish.replicas);
        events.normal(look.about, "SuccessfulRescale", size);
        limit.changed(target.wanted(), wish.replicas, look.now);
        look.status().put("lastScaleTime", look.now.toString());
        return true;
    }
}
