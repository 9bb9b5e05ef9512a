package io.jubernetes.scheduler.config;

import java.util.List;

/**
 * Which plugins an extension point gains and loses.
 *
 * @param disabled names; {@code *} for all that are on by themselves
 */
public record PluginSet(List<Enabled> enabled, List<String> disabled) {

    static final PluginSet NONE = new PluginSet(List.of(), List.of());

    /** @param weight how much its scores count; 0 when nothing is said */
    public record Enabled(String name, int weight) {}

    boolean disables(String name) {
        return disabled.contains("*") || disabled.contains(name);
    }

    boolean enables(String name) {
        return enabled.stream().anyMatch(plugin -> plugin.name().equals(name));
    }
}
