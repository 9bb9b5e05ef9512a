package io.jubernetes.scheduler.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.jubernetes.client.json.KubernetesJson;
import io.jubernetes.scheduler.devices.DynamicResources;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.Plugin;
import io.jubernetes.scheduler.plugins.InterPodAffinity;
import io.jubernetes.scheduler.plugins.NodeResourcesBalancedAllocation;
import io.jubernetes.scheduler.plugins.NodeResourcesFit;
import io.jubernetes.scheduler.plugins.PodTopologySpread;
import io.jubernetes.scheduler.plugins.ScoringStrategy;
import io.jubernetes.scheduler.plugins.ScoringStrategy.Kind;
import io.jubernetes.scheduler.plugins.SpreadDefaults;
import io.jubernetes.scheduler.preemption.DefaultPreemption;
import io.jubernetes.scheduler.volumes.VolumeBinding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes the plugins that can be told something, with upstream's defaults and limits. */
final class PluginArguments {

    private static final int PERCENT = 100;
    private static final int BEST_OF_SHAPE = 10;

    private final ClusterObjects objects;

    PluginArguments(ClusterObjects objects) {
        this.objects = objects;
    }

    Plugin defaultPreemption(Fields fields) {
        int percentage = fields.number("minCandidateNodesPercentage", 10, 0, PERCENT);
        int absolute = fields.number("minCandidateNodesAbsolute", 100, 0, Integer.MAX_VALUE);
        if (percentage == 0 && absolute == 0) {
            throw fields.invalid("minCandidateNodesAbsolute", "one of both limits must be positive");
        }
        return new DefaultPreemption(objects, percentage, absolute);
    }

    Plugin volumeBinding(Fields fields) {
        int seconds = fields.number("bindTimeoutSeconds", 600, 0, Integer.MAX_VALUE);
        fields.list("shape", point -> {
            point.number("utilization", 0, 0, PERCENT);
            return point.number("score", 0, 0, BEST_OF_SHAPE);
        });
        return new VolumeBinding(objects.storage(), Duration.ofSeconds(seconds));
    }

    Plugin dynamicResources(Fields fields) {
        fields.ignore("filterTimeout", "bindingTimeout");
        return new DynamicResources(objects.devices(), objects.deviceExpressions());
    }

    Plugin interPodAffinity(Fields fields) {
        return new InterPodAffinity(
                objects,
                fields.number("hardPodAffinityWeight", 1, 0, PERCENT),
                fields.flag("ignorePreferredTermsOfExistingPods"));
    }

    Plugin nodeAffinity(Fields fields) {
        JsonNode added = fields.value("addedAffinity");
        return new io.jubernetes.scheduler.plugins.NodeAffinity(
                added.isMissingNode() ? new NodeAffinity() : KubernetesJson.fromTree(added, NodeAffinity.class));
    }

    Plugin podTopologySpread(Fields fields) {
        List<TopologySpreadConstraint> given = fields.value("defaultConstraints")
                .valueStream()
                .map(constraint -> KubernetesJson.fromTree(constraint, TopologySpreadConstraint.class))
                .toList();
        String type = fields.text("defaultingType", "System");
        return switch (type) {
            case "List" -> new PodTopologySpread(objects, new SpreadDefaults(given, false));
            case "System" -> {
                if (!given.isEmpty()) {
                    throw fields.invalid("defaultConstraints", "when .defaultingType is System, must be empty");
                }
                yield new PodTopologySpread(objects, SpreadDefaults.SYSTEM);
            }
            default ->
                throw fields.invalid(
                        "defaultingType",
                        "Unsupported value: \"" + type + "\": supported values: \"List\", \"System\"");
        };
    }

    Plugin balancedAllocation(Fields fields) {
        List<String> names =
                weighted(fields).stream().map(ScoringStrategy.Weighted::name).toList();
        return names.isEmpty() ? new NodeResourcesBalancedAllocation() : new NodeResourcesBalancedAllocation(names);
    }

    Plugin nodeResourcesFit(Fields fields) {
        Set<String> names = new TreeSet<>(fields.texts("ignoredResources"));
        Set<String> groups = new TreeSet<>(fields.texts("ignoredResourceGroups"));
        ScoringStrategy strategy = strategy(fields.object("scoringStrategy"));
        return new NodeResourcesFit(strategy, name -> names.contains(name) || groups.contains(group(name)));
    }

    private static String group(String resource) {
        return resource.contains("/") ? resource.substring(0, resource.indexOf('/')) : "";
    }

    private static ScoringStrategy strategy(Fields fields) {
        List<ScoringStrategy.Weighted> weighted = weighted(fields);
        String type = fields.text("type", "LeastAllocated");
        Kind kind = switch (type) {
            case "LeastAllocated" -> Kind.LEAST_ALLOCATED;
            case "MostAllocated" -> Kind.MOST_ALLOCATED;
            case "RequestedToCapacityRatio" -> Kind.REQUESTED_TO_CAPACITY_RATIO;
            default -> throw fields.invalid("type", "Unsupported value: \"" + type + "\"");
        };
        Fields ratio = fields.object("requestedToCapacityRatio");
        List<ScoringStrategy.Point> shape = shape(ratio, kind);
        ratio.end();
        fields.end();
        return new ScoringStrategy(kind, weighted.isEmpty() ? ScoringStrategy.DEFAULT.resources() : weighted, shape);
    }

    private static List<ScoringStrategy.Weighted> weighted(Fields fields) {
        return fields.list(
                "resources",
                resource -> new ScoringStrategy.Weighted(
                        resource.text("name", ""), resource.number("weight", 1, 1, PERCENT)));
    }

    private static List<ScoringStrategy.Point> shape(Fields fields, Kind kind) {
        List<ScoringStrategy.Point> points = fields.list(
                "shape",
                point -> new ScoringStrategy.Point(
                        point.number("utilization", 0, 0, PERCENT), point.number("score", 0, 0, BEST_OF_SHAPE)));
        if (points.isEmpty() && kind == Kind.REQUESTED_TO_CAPACITY_RATIO) {
            throw fields.invalid("shape", "Required value: at least one point must be specified");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).utilization() <= points.get(i - 1).utilization()) {
                throw fields.invalid("shape", "utilization values must be sorted in increasing order");
            }
        }
        return points;
    }
}
