package io.jubernetes.scheduler.framework;

import io.fabric8.kubernetes.api.model.resource.v1.Device;

/** Makes tests of devices from what device classes and claims say of them, in CEL. Safe for use by several threads. */
@FunctionalInterface
public interface DeviceExpressions {

    /** For a scheduler without CEL: expressions are refused. */
    DeviceExpressions NONE = text -> {
        throw new IllegalArgumentException("this scheduler has no support for CEL expressions");
    };

    /** @throws IllegalArgumentException with what is wrong with the text */
    DeviceTest compile(String text);

    /** Whether a device is wanted. */
    @FunctionalInterface
    interface DeviceTest {

        /** @throws IllegalArgumentException when the expression has no value for the device */
        boolean test(String driver, Device device);
    }
}
