package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.resource.v1.Device;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceAttribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device that a node could use.
 *
 * @param selector which nodes can use it besides; null for this node only
 */
record Candidate(
        String driver, String pool, Device device, @Nullable NodeSelector selector, boolean everywhere) {

    String id() {
        return driver + "/" + pool + "/" + device.getName();
    }

    /** An attribute by its full name; one without a domain is the driver's. */
    @Nullable
    DeviceAttribute attribute(String name) {
        Map<String, DeviceAttribute> attributes = device.getAttributes();
        if (attributes == null) {
            return null;
        }
        DeviceAttribute found = attributes.get(name);
        boolean own = found == null && name.startsWith(driver + "/");
        return own ? attributes.get(name.substring(driver.length() + 1)) : found;
    }
}
