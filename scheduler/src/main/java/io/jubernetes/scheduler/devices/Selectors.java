package io.jubernetes.scheduler.devices;

import io.fabric8.kubernetes.api.model.resource.v1.DeviceSelector;
import io.jubernetes.scheduler.framework.DeviceExpressions;
import io.jubernetes.scheduler.framework.DeviceExpressions.DeviceTest;
import io.jubernetes.scheduler.snapshot.Recent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What selectors say of devices. Expressions are compiled once. For use by one thread. */
final class Selectors {

    private static final Logger LOG = LoggerFactory.getLogger(Selectors.class);
    private static final int REMEMBERED = 256;

    private final DeviceExpressions expressions;
    private final Recent<String, DeviceTest> compiled = new Recent<>(REMEMBERED);

    Selectors(DeviceExpressions expressions) {
        this.expressions = expressions;
    }

    /** Whether all of them want the device. One that has no value for it does not. */
    boolean match(List<DeviceSelector> selectors, Candidate candidate) {
        return selectors.stream().allMatch(selector -> matches(selector, candidate));
    }

    private boolean matches(DeviceSelector selector, Candidate candidate) {
        if (selector.getCel() == null) {
            return false;
        }
        String text = selector.getCel().getExpression();
        try {
            return compiled.get(text, () -> expressions.compile(text)).test(candidate.driver(), candidate.device());
        } catch (IllegalArgumentException e) {
            LOG.warn("Device selector failed: device={} cause={}", candidate.id(), e.getMessage());
            return false;
        }
    }
}
