package io.jubernetes.scheduler.framework;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The plugins that decide, in the order in which they are asked. */
public record Profile(List<FilterPlugin> filters, List<ScorePlugin> scorers) {

    public Profile {
        filters = List.copyOf(filters);
        scorers = List.copyOf(scorers);
    }

    /** For each event, the names of the plugins whose rejections it may lift. */
    public Map<ClusterEvent, Set<String>> retryTable() {
        Map<ClusterEvent, Set<String>> table = new EnumMap<>(ClusterEvent.class);
        for (ClusterEvent event : ClusterEvent.values()) {
            Set<String> plugins = new TreeSet<>();
            filters.stream()
                    .filter(plugin -> plugin.worthRetryingOn().contains(event))
                    .forEach(plugin -> plugins.add(plugin.name()));
            table.put(event, plugins);
        }
        return table;
    }
}
