package io.jubernetes.jube.command;

import io.jubernetes.controllers.ControllerManagerConfig;
import picocli.CommandLine.Option;

/** When the controllers give a node up. */
final class NodeLifecycleOptions {

    @Option(
            names = "--node-monitor-grace-period",
            paramLabel = "DURATION",
            defaultValue = "40s",
            description = "How long a node may stay silent before it counts as lost (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // has a default
    private String gracePeriod;

    ControllerManagerConfig controllers() {
        return ControllerManagerConfig.DEFAULT.withNodeGracePeriod(
                PositiveDuration.parse("--node-monitor-grace-period", gracePeriod));
    }
}
