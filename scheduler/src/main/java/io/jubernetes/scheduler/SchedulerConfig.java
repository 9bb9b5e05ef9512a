package io.jubernetes.scheduler;

import io.jubernetes.scheduler.config.ConfigurationFile;
import io.jubernetes.scheduler.config.ProfileFactory;
import io.jubernetes.scheduler.config.ProfileSpec;
import io.jubernetes.scheduler.extender.ExtenderSpec;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.DeviceExpressions;
import io.jubernetes.scheduler.queue.Backoff;
import java.time.Duration;
import java.util.List;

/**
 * How a scheduler runs.
 *
 * @param profiles by what it decides, for each name that pods may ask for
 * @param backoff how long a pod waits after a failed try
 * @param parallelWrites how many bindings and status writes may be under way at a time
 * @param extenders other processes that have a say
 * @param deviceExpressions reads what device classes and claims say of devices
 */
public record SchedulerConfig(
        List<ProfileSpec> profiles,
        Backoff backoff,
        int parallelWrites,
        List<ExtenderSpec> extenders,
        DeviceExpressions deviceExpressions) {

    public static final SchedulerConfig DEFAULT = new SchedulerConfig(
            List.of(ProfileSpec.DEFAULT),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10)),
            64,
            List.of(),
            DeviceExpressions.NONE);

    public SchedulerConfig {
        if (profiles.isEmpty()) {
            throw new IllegalArgumentException("profiles must not be empty");
        }
        if (parallelWrites < 1) {
            throw new IllegalArgumentException("parallelWrites: " + parallelWrites + " (expected: >= 1)");
        }
    }

    public SchedulerConfig withDeviceExpressions(DeviceExpressions expressions) {
        return new SchedulerConfig(profiles, backoff, parallelWrites, extenders, expressions);
    }

    /**
     * Reads a {@code KubeSchedulerConfiguration}.
     *
     * @throws io.jubernetes.scheduler.config.InvalidConfigurationException with the field and what is wrong with it
     */
    public static SchedulerConfig read(String text) {
        ConfigurationFile file = ConfigurationFile.read(text);
        SchedulerConfig config = new SchedulerConfig(
                file.profiles(), file.backoff(), DEFAULT.parallelWrites, file.extenders(), DeviceExpressions.NONE);
        ProfileFactory trial = new ProfileFactory(ClusterObjects.NONE, List.of(() -> DefaultBinder.NAME));
        config.profiles.forEach(trial::create);
        return config;
    }
}
