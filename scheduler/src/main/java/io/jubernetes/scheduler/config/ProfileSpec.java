package io.jubernetes.scheduler.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One scheduler name and what it decides by.
 *
 * @param plugins by the field of the extension point, and {@code multiPoint}
 * @param args what plugins are told, by their names
 */
public record ProfileSpec(
        String schedulerName,
        int percentageOfNodesToScore,
        Map<String, PluginSet> plugins,
        Map<String, ObjectNode> args) {

    private static final String FIT = "NodeResourcesFit";
    public static final String DEFAULT_NAME = "default-scheduler";
    public static final ProfileSpec DEFAULT = new ProfileSpec(DEFAULT_NAME, 0, Map.of(), Map.of());

    /** The same, but NodeResourcesFit does not count these resources. */
    ProfileSpec ignoring(List<String> resources) {
        if (resources.isEmpty()) {
            return this;
        }
        Map<String, ObjectNode> more = new LinkedHashMap<>(args);
        ObjectNode fit = args.containsKey(FIT) ? args.get(FIT).deepCopy() : JsonNodeFactory.instance.objectNode();
        resources.forEach(fit.withArray("/ignoredResources")::add);
        more.put(FIT, fit);
        return new ProfileSpec(schedulerName, percentageOfNodesToScore, plugins, more);
    }

    PluginSet at(String point) {
        return plugins.getOrDefault(point, PluginSet.NONE);
    }
}
