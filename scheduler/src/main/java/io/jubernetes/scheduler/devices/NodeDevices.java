package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSliceSpec;
import io.jubernetes.scheduler.framework.DeviceObjects;
import io.jubernetes.scheduler.plugins.NodeTerms;
import io.jubernetes.scheduler.snapshot.NodeState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The devices that a node could use: of pools whose newest generation is there as a whole. */
final class NodeDevices {

    private NodeDevices() {}

    static List<Candidate> of(NodeState node, DeviceObjects objects) {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Boolean> complete = new LinkedHashMap<>();
        Stream.concat(objects.slices(node.name()).stream(), objects.slices("").stream())
                .filter(slice -> isReachable(slice.getSpec(), node))
                .filter(slice -> complete.computeIfAbsent(key(slice), _ -> isComplete(slice, objects)))
                .forEach(slice -> add(slice.getSpec(), node, candidates));
        return candidates;
    }

    private static String key(ResourceSlice slice) {
        var pool = slice.getSpec().getPool();
        return slice.getSpec().getDriver() + "/" + pool.getName() + "/" + pool.getGeneration();
    }

    /** While a driver writes a new generation of a pool, nothing of the pool is given away. */
    private static boolean isComplete(ResourceSlice slice, DeviceObjects objects) {
        var pool = slice.getSpec().getPool();
        List<ResourceSlice> all = objects.pool(slice.getSpec().getDriver(), pool.getName());
        long newest = all.stream()
                .mapToLong(other -> other.getSpec().getPool().getGeneration())
                .max()
                .orElse(0);
        long count = all.stream()
                .filter(other -> other.getSpec().getPool().getGeneration() == newest)
                .count();
        return pool.getGeneration() == newest && count == pool.getResourceSliceCount();
    }

    private static boolean isReachable(ResourceSliceSpec slice, NodeState node) {
        if (Boolean.TRUE.equals(slice.getPerDeviceNodeSelection()) || Boolean.TRUE.equals(slice.getAllNodes())) {
            return true;
        }
        return slice.getNodeSelector() == null
                ? node.name().equals(slice.getNodeName())
                : NodeTerms.anyMatches(slice.getNodeSelector().getNodeSelectorTerms(), node);
    }

    private static void add(ResourceSliceSpec slice, NodeState node, List<Candidate> candidates) {
        boolean perDevice = Boolean.TRUE.equals(slice.getPerDeviceNodeSelection());
        for (Device device : slice.getDevices()) {
            NodeSelector selector = perDevice ? device.getNodeSelector() : slice.getNodeSelector();
            boolean everywhere = Boolean.TRUE.equals(perDevice ? device.getAllNodes() : slice.getAllNodes());
            boolean reachable = !perDevice
                    || everywhere
                    || node.name().equals(device.getNodeName())
                    || (selector != null && NodeTerms.anyMatches(selector.getNodeSelectorTerms(), node));
            if (reachable) {
                candidates.add(
                        new Candidate(slice.getDriver(), slice.getPool().getName(), device, selector, everywhere));
            }
        }
    }
}
