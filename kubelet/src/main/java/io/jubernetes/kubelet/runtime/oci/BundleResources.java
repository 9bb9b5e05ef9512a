package io.jubernetes.kubelet.runtime.oci;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.kubelet.runtime.Resources;

/** Limits in the words of the OCI's runtime specification. */
final class BundleResources {

    private BundleResources() {}

    /** What has a value; the rest stays as it is. */
    static void write(Resources resources, ObjectNode into) {
        Resources.Cpu cpu = resources.cpu();
        ObjectNode processor = into.putObject("cpu");
        put(processor, "shares", cpu.shares());
        put(processor, "quota", cpu.quotaMicros());
        put(processor, "period", cpu.periodMicros());
        if (!cpu.processors().isEmpty()) {
            processor.put("cpus", cpu.processors());
        }
        if (!cpu.memoryNodes().isEmpty()) {
            processor.put("mems", cpu.memoryNodes());
        }
        put(into.putObject("memory"), "limit", resources.memoryLimitBytes());
        if (resources.pids() != 0) {
            into.putObject("pids").put("limit", resources.pids());
        }
        ArrayNode pages = into.putArray("hugepageLimits");
        resources
                .hugepageLimits()
                .forEach(
                        (size, bytes) -> pages.addObject().put("pageSize", size).put("limit", bytes.longValue()));
    }

    private static void put(ObjectNode into, String name, long value) {
        if (value != 0) {
            into.put(name, value);
        }
    }
}
