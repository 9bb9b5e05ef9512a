package io.jubernetes.kubelet.settings;

import io.jubernetes.apimachinery.quantity.Quantity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an owner decides about a node.
 *
 * @param reserved what the system and the agent keep of the machine, by resource
 * @param systemLogs whether the machine's logs can be read through the node's API
 */
public record NodePolicy(
        Map<String, Quantity> reserved, EvictionPolicy eviction, ShutdownPolicy shutdown, boolean systemLogs) {

    public static final NodePolicy DEFAULT =
            new NodePolicy(Map.of(), EvictionPolicy.DEFAULT, ShutdownPolicy.NONE, true);

    public NodePolicy {
        reserved = Collections.unmodifiableMap(new LinkedHashMap<>(reserved));
    }

    public long reserved(String resource) {
        return reserved.getOrDefault(resource, Quantity.ZERO).value();
    }

    /** Thousandths of a processor. */
    public long reservedMilliProcessors() {
        return reserved.getOrDefault("cpu", Quantity.ZERO).milliValue();
    }
}
