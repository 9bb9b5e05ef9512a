package io.jubernetes.scheduler.config;

import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.ExtensionPoint;
import io.jubernetes.scheduler.framework.Plugin;
import io.jubernetes.scheduler.framework.Profile;
import io.jubernetes.scheduler.framework.ScorePlugin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes profiles of what a configuration says. All plugins are on at all their extension points unless {@code multiPoint} or the
 * extension point says otherwise; what the extension point says counts for more.
 */
public final class ProfileFactory {

    private static final String MULTI_POINT = "multiPoint";

    private final PluginRegistry registry;

    /** @param writing plugins that reach the API server, which a profile for deciding alone does not have */
    public ProfileFactory(ClusterObjects objects, List<Plugin> writing) {
        this.registry = new PluginRegistry(objects, writing);
    }

    /** The default profile for deciding alone. */
    public static Profile standard() {
        return new ProfileFactory(ClusterObjects.NONE, List.of()).create(ProfileSpec.DEFAULT);
    }

    static List<String> points() {
        return Stream.concat(
                        Stream.of(MULTI_POINT),
                        Arrays.stream(ExtensionPoint.values()).map(ExtensionPoint::field))
                .toList();
    }

    public Profile create(ProfileSpec spec) {
        Map<String, Plugin> made = registry.create(spec.args());
        requireKnown(spec, made);
        Map<String, Integer> weights = new LinkedHashMap<>();
        List<String> everywhere = everywhere(spec.at(MULTI_POINT), made, weights);
        Map<ExtensionPoint, List<Plugin>> plugins = new EnumMap<>(ExtensionPoint.class);
        for (ExtensionPoint point : ExtensionPoint.values()) {
            PluginSet set = spec.at(point.field());
            plugins.put(point, at(point, set, everywhere, made));
            if (point == ExtensionPoint.SCORE) {
                set.enabled().forEach(plugin -> weights.put(plugin.name(), Math.max(plugin.weight(), 1)));
            }
        }
        requireOneOrder(spec, plugins.getOrDefault(ExtensionPoint.QUEUE_SORT, List.of()));
        return new Profile(spec.schedulerName(), plugins, weights, spec.percentageOfNodesToScore());
    }

    private static List<String> everywhere(PluginSet set, Map<String, Plugin> made, Map<String, Integer> weights) {
        List<String> names = new ArrayList<>();
        made.keySet().stream()
                .filter(name -> !set.disables(name) || set.enables(name))
                .forEach(names::add);
        for (PluginSet.Enabled plugin : set.enabled()) {
            if (made.get(plugin.name()) instanceof ScorePlugin) {
                weights.put(plugin.name(), Math.max(plugin.weight(), 1));
            }
        }
        return names;
    }

    /** Those that the extension point names and that are on anyway come first, then the others that are on, then the rest. */
    private static List<Plugin> at(
            ExtensionPoint point, PluginSet set, List<String> everywhere, Map<String, Plugin> made) {
        List<String> named = set.enabled().stream().map(PluginSet.Enabled::name).toList();
        List<String> names = new ArrayList<>();
        named.stream().filter(everywhere::contains).forEach(names::add);
        everywhere.stream()
                .filter(name -> !named.contains(name) && !set.disables(name))
                .forEach(names::add);
        named.stream().filter(name -> !everywhere.contains(name)).forEach(names::add);
        List<Plugin> plugins = new ArrayList<>();
        for (String name : names) {
            Plugin plugin = made.get(name);
            if (plugin != null && point.takes(plugin)) {
                plugins.add(plugin);
            } else if (named.contains(name)) {
                throw new InvalidConfigurationException(
                        "plugins." + point.field(), "plugin \"" + name + "\" does not extend " + point.field());
            }
        }
        return plugins;
    }

    private static void requireKnown(ProfileSpec spec, Map<String, Plugin> made) {
        for (Map.Entry<String, PluginSet> set : spec.plugins().entrySet()) {
            for (PluginSet.Enabled plugin : set.getValue().enabled()) {
                if (!made.containsKey(plugin.name())) {
                    throw new InvalidConfigurationException(
                            "plugins." + set.getKey(), "plugin \"" + plugin.name() + "\" does not exist");
                }
            }
        }
    }

    private static void requireOneOrder(ProfileSpec spec, List<Plugin> order) {
        if (order.size() != 1) {
            throw new InvalidConfigurationException(
                    "plugins.queueSort",
                    "exactly one queue sort plugin required for profile with scheduler name \"" + spec.schedulerName()
                            + "\"");
        }
    }
}
