package io.jubernetes.scheduler.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Yaml;
import io.jubernetes.scheduler.extender.ExtenderSpec;
import io.jubernetes.scheduler.queue.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code KubeSchedulerConfiguration} of {@code kubescheduler.config.k8s.io/v1} says.
 *
 * @param profiles at least one; all names differ
 */
public record ConfigurationFile(List<ProfileSpec> profiles, Backoff backoff, List<ExtenderSpec> extenders) {

    private static final String API_VERSION = "kubescheduler.config.k8s.io/v1";
    private static final String KIND = "KubeSchedulerConfiguration";
    private static final int HOUR = 3600;

    /**
     * Reads YAML or JSON.
     *
     * @throws InvalidConfigurationException with the field and what is wrong with it
     */
    public static ConfigurationFile read(String text) {
        Fields fields = new Fields(
                "", Yaml.decode(text.getBytes(StandardCharsets.UTF_8)).object());
        requireKind(fields);
        int percentage = fields.number("percentageOfNodesToScore", 0, 0, 100);
        int initial = fields.number("podInitialBackoffSeconds", 1, 1, HOUR);
        int max = fields.number("podMaxBackoffSeconds", 10, initial, HOUR);
        List<ProfileSpec> profiles = fields.list("profiles", profile -> profile(profile, percentage));
        ExtenderFields extenderFields = new ExtenderFields();
        List<ExtenderSpec> extenders = extenderFields.read(fields);
        fields.ignore("parallelism", "leaderElection", "clientConnection", "healthzBindAddress", "metricsBindAddress")
                .ignore("enableProfiling", "enableContentionProfiling", "delayCacheUntilActive")
                .end();
        List<ProfileSpec> all = profiles.isEmpty() ? List.of(profile(Fields.none(), percentage)) : profiles;
        requireDifferentNames(all);
        List<ProfileSpec> complete = all.stream()
                .map(profile -> profile.ignoring(extenderFields.ignoredResources()))
                .toList();
        Backoff backoff = new Backoff(Duration.ofSeconds(initial), Duration.ofSeconds(max));
        return new ConfigurationFile(complete, backoff, extenders);
    }

    private static void requireKind(Fields fields) {
        if (!API_VERSION.equals(fields.text("apiVersion", "")) || !KIND.equals(fields.text("kind", ""))) {
            throw fields.invalid("apiVersion, kind", "expected " + API_VERSION + ", " + KIND);
        }
    }

    private static void requireDifferentNames(List<ProfileSpec> profiles) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < profiles.size(); i++) {
            String name = profiles.get(i).schedulerName();
            if (!names.add(name)) {
                throw new InvalidConfigurationException(
                        "profiles[" + i + "].schedulerName", "Duplicate value: \"" + name + "\"");
            }
        }
    }

    private static ProfileSpec profile(Fields fields, int percentage) {
        String name = fields.text("schedulerName", ProfileSpec.DEFAULT_NAME);
        if (name.isEmpty()) {
            throw fields.invalid("schedulerName", "Required value");
        }
        Map<String, ObjectNode> args = new LinkedHashMap<>();
        fields.list("pluginConfig", config -> {
            String plugin = config.text("name", "");
            JsonNode given = config.value("args");
            if (!(given instanceof ObjectNode object) || args.put(plugin, object) != null) {
                throw config.invalid("args", "must be one object for the plugin \"" + plugin + "\"");
            }
            return plugin;
        });
        return new ProfileSpec(
                name,
                fields.number("percentageOfNodesToScore", percentage, 0, 100),
                plugins(fields.object("plugins")),
                args);
    }

    private static Map<String, PluginSet> plugins(Fields fields) {
        Map<String, PluginSet> sets = new LinkedHashMap<>();
        for (String point : ProfileFactory.points()) {
            Fields set = fields.object(point);
            List<PluginSet.Enabled> enabled = new ArrayList<>(set.list(
                    "enabled",
                    plugin -> new PluginSet.Enabled(
                            plugin.text("name", ""), plugin.number("weight", 0, 0, Integer.MAX_VALUE / 100))));
            List<String> disabled =
                    set.list("disabled", plugin -> plugin.ignore("weight").text("name", ""));
            set.end();
            sets.put(point, new PluginSet(enabled, disabled));
        }
        fields.end();
        return sets;
    }
}
