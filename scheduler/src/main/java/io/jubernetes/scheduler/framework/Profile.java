package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What one scheduler name decides by: its plugins at each extension point, in the order in which they are asked. */
public final class Profile {

    private final String schedulerName;
    private final Map<ExtensionPoint, List<Plugin>> plugins;
    private final List<PreEnqueuePlugin> gates;
    private final List<FilterPlugin> filters;
    private final List<ScorePlugin> scorers;
    private final Map<String, Integer> weights;
    private final int percentageOfNodesToScore;

    /**
     * @param weights how much a scorer's scores count, by its name; its own weight where nothing is said
     * @param percentageOfNodesToScore how many of the nodes that would do are looked for; 0 leaves it to the cluster's size
     */
    public Profile(
            String schedulerName,
            Map<ExtensionPoint, List<Plugin>> plugins,
            Map<String, Integer> weights,
            int percentageOfNodesToScore) {
        this.schedulerName = schedulerName;
        this.plugins = new EnumMap<>(ExtensionPoint.class);
        plugins.forEach((point, list) -> this.plugins.put(point, List.copyOf(list)));
        this.gates = at(ExtensionPoint.PRE_ENQUEUE, PreEnqueuePlugin.class);
        this.filters = at(ExtensionPoint.FILTER, FilterPlugin.class);
        this.scorers = at(ExtensionPoint.SCORE, ScorePlugin.class);
        this.weights = weights;
        this.percentageOfNodesToScore = percentageOfNodesToScore;
    }

    public String schedulerName() {
        return schedulerName;
    }

    public int percentageOfNodesToScore() {
        return percentageOfNodesToScore;
    }

    public List<FilterPlugin> filters() {
        return filters;
    }

    public List<ScorePlugin> scorers() {
        return scorers;
    }

    public int weight(ScorePlugin plugin) {
        return weights.getOrDefault(plugin.name(), plugin.weight());
    }

    /** The plugins of an extension point that has the type. */
    public <T extends Plugin> List<T> at(ExtensionPoint point, Class<T> type) {
        return plugins.getOrDefault(point, List.of()).stream().map(type::cast).toList();
    }

    /** Whether the pod may be tried. */
    public boolean admits(Pod pod) {
        for (PreEnqueuePlugin plugin : gates) {
            if (!plugin.admits(pod)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the pod of a rejection by these plugins is worth another try after the change. */
    public boolean mayHelp(Change change, PodToPlace pod, Set<String> rejectedBy) {
        if (rejectedBy.contains(Extender.NAME)) {
            return true; // nobody knows what an extender waits for
        }
        for (FilterPlugin filter : filters()) {
            if (rejectedBy.contains(filter.name())
                    && filter.worthRetryingOn().contains(change.event())
                    && filter.mayHelp(change, pod)) {
                return true;
            }
        }
        return false;
    }
}
