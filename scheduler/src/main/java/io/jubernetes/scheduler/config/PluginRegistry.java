package io.jubernetes.scheduler.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.Plugin;
import io.jubernetes.scheduler.plugins.ImageLocality;
import io.jubernetes.scheduler.plugins.NodeName;
import io.jubernetes.scheduler.plugins.NodePorts;
import io.jubernetes.scheduler.plugins.NodeUnschedulable;
import io.jubernetes.scheduler.plugins.PrioritySort;
import io.jubernetes.scheduler.plugins.SchedulingGates;
import io.jubernetes.scheduler.plugins.TaintToleration;
import io.jubernetes.scheduler.volumes.NodeVolumeLimits;
import io.jubernetes.scheduler.volumes.VolumeRestrictions;
import io.jubernetes.scheduler.volumes.VolumeZone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All plugins, in the order in which they are asked: cheap ones that rule out for good come first. */
final class PluginRegistry {

    private final Map<String, Function<Fields, Plugin>> makers = new LinkedHashMap<>();

    PluginRegistry(ClusterObjects objects, List<Plugin> writing) {
        PluginArguments arguments = new PluginArguments(objects);
        makers.put("SchedulingGates", _ -> new SchedulingGates());
        makers.put("PrioritySort", _ -> new PrioritySort());
        makers.put("NodeUnschedulable", _ -> new NodeUnschedulable());
        makers.put("NodeName", _ -> new NodeName());
        makers.put("TaintToleration", _ -> new TaintToleration());
        makers.put("NodeAffinity", arguments::nodeAffinity);
        makers.put("NodePorts", _ -> new NodePorts());
        makers.put("NodeResourcesFit", arguments::nodeResourcesFit);
        makers.put("VolumeRestrictions", _ -> new VolumeRestrictions(objects.storage()));
        makers.put("NodeVolumeLimits", _ -> new NodeVolumeLimits(objects.storage()));
        makers.put("VolumeBinding", arguments::volumeBinding);
        makers.put("VolumeZone", _ -> new VolumeZone(objects.storage()));
        makers.put("PodTopologySpread", arguments::podTopologySpread);
        makers.put("InterPodAffinity", arguments::interPodAffinity);
        makers.put("DynamicResources", arguments::dynamicResources);
        makers.put("DefaultPreemption", arguments::defaultPreemption);
        makers.put("NodeResourcesBalancedAllocation", arguments::balancedAllocation);
        makers.put("ImageLocality", _ -> new ImageLocality());
        writing.forEach(plugin -> makers.put(plugin.name(), _ -> plugin));
    }

    /** Makes each plugin once, with what the configuration tells it. */
    Map<String, Plugin> create(Map<String, ObjectNode> args) {
        for (String name : args.keySet()) {
            if (!makers.containsKey(name)) {
                throw new InvalidConfigurationException("pluginConfig", "plugin \"" + name + "\" does not exist");
            }
        }
        Map<String, Plugin> made = new LinkedHashMap<>();
        makers.forEach((name, maker) -> {
            ObjectNode given = args.get(name);
            Fields fields = given == null ? Fields.none() : new Fields("pluginConfig[" + name + "].args", given);
            made.put(name, maker.apply(fields));
            fields.end();
        });
        return made;
    }
}
