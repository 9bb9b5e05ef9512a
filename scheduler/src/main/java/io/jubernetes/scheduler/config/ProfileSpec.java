package io.jubernetes.scheduler.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

    public static final String DEFAULT_NAME = "default-scheduler";
    public static final ProfileSpec DEFAULT = new ProfileSpec(DEFAULT_NAME, 0, Map.of(), Map.of());

    PluginSet at(String point) {
        return plugins.getOrDefault(point, PluginSet.NONE);
    }
}
