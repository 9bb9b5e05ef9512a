package io.jubernetes.scheduler.plugins;

import io.jubernetes.scheduler.framework.ScorePlugin;
import io.jubernetes.scheduler.snapshot.NodeState;
import io.jubernetes.scheduler.snapshot.Resources;
import io.jubernetes.scheduler.snapshot.Usage;
import java.util.List;

/**
 * How full a node should be.
 *
 * @param resources those that count, and how much
 * @param shape for {@link Kind#REQUESTED_TO_CAPACITY_RATIO}: what a use in percent is worth, 0 to 10; straight between the points
 */
public record ScoringStrategy(Kind kind, List<Weighted> resources, List<Point> shape) {

    public static final ScoringStrategy DEFAULT = new ScoringStrategy(
            Kind.LEAST_ALLOCATED,
            List.of(new Weighted(Resources.CPU, 1), new Weighted(Resources.MEMORY, 1)),
            List.of());

    private static final int PERCENT = 100;
    private static final int BEST_OF_SHAPE = 10;

    /** Upstream's strategies. */
    public enum Kind {
        LEAST_ALLOCATED,
        MOST_ALLOCATED,
        REQUESTED_TO_CAPACITY_RATIO
    }

    /** A resource with its weight. */
    public record Weighted(String name, int weight) {}

    /** A use in percent with its worth. */
    public record Point(int utilization, int score) {}

    long score(Usage demand, NodeState node) {
        long sum = 0;
        long weights = 0;
        for (int i = 0; i < resources.size(); i++) {
            Weighted resource = resources.get(i);
            long total = total(resource.name(), demand, node);
            if (total > 0) {
                long score = worth(used(resource.name(), demand, node), total);
                if (score > 0 || kind != Kind.REQUESTED_TO_CAPACITY_RATIO) {
                    sum += score * resource.weight();
                    weights += resource.weight();
                }
            }
        }
        if (weights == 0) {
            return 0;
        }
        return kind == Kind.REQUESTED_TO_CAPACITY_RATIO ? Math.round((double) sum / weights) : sum / weights;
    }

    private long worth(long used, long total) {
        return switch (kind) {
            case LEAST_ALLOCATED -> used > total ? 0 : share(total - used, total);
            case MOST_ALLOCATED -> share(Math.min(used, total), total);
            case REQUESTED_TO_CAPACITY_RATIO -> ofShape(used > total ? PERCENT : share(used, total));
        };
    }

    private static long share(long part, long total) {
        return (long) ((double) part / total * ScorePlugin.MAX);
    }

    private long ofShape(long utilization) {
        Point before = shape.getFirst();
        for (Point point : shape) {
            if (utilization <= point.utilization()) {
                return ScorePlugin.MAX / BEST_OF_SHAPE * between(before, point, utilization);
            }
            before = point;
        }
        return ScorePlugin.MAX / BEST_OF_SHAPE * before.score();
    }

    private static long between(Point a, Point b, long utilization) {
        return a.utilization() == b.utilization()
                ? a.score()
                : a.score()
                        + (b.score() - a.score())
                                * (utilization - a.utilization())
                                / (b.utilization() - a.utilization());
    }

    /** What does not count is 0: an extended resource that the pod does not ask for. */
    private static long total(String name, Usage demand, NodeState node) {
        Resources total = node.allocatable();
        return switch (name) {
            case Resources.CPU -> total.milliCpu();
            case Resources.MEMORY -> total.memory();
            case Resources.EPHEMERAL_STORAGE -> total.ephemeralStorage();
            default -> demand.requested().extended(name) == 0 ? 0 : total.extended(name);
        };
    }

    private static long used(String name, Usage demand, NodeState node) {
        Usage used = node.usage();
        Resources requested = used.requested();
        return switch (name) {
            case Resources.CPU -> used.assumedMilliCpu() + demand.assumedMilliCpu();
            case Resources.MEMORY -> used.assumedMemory() + demand.assumedMemory();
            case Resources.EPHEMERAL_STORAGE ->
                requested.ephemeralStorage() + demand.requested().ephemeralStorage();
            default -> requested.extended(name) + demand.requested().extended(name);
        };
    }
}
