package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.jube.cluster.DeviceSelectors;
import io.jubernetes.jube.console.CommandFailedException;
import io.jubernetes.scheduler.Scheduler;
import io.jubernetes.scheduler.SchedulerConfig;
import io.jubernetes.scheduler.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jube scheduler}: the scheduler as a process of its own. */
@Command(name = "scheduler", mixinStandardHelpOptions = true, description = "Runs the scheduler alone.")
public final class SchedulerCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Mixin
    private ElectionOptions election = new ElectionOptions();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A KubeSchedulerConfiguration: profiles, plugins and what they are told (default: none).")
    @Nullable
    private Path config;

    @Override
    public Integer call() throws Exception {
        SchedulerConfig read = config("--config", config);
        return component.run(
                "scheduler",
                (cluster, environment) -> election.start("kube-scheduler", environment, cluster.client(), () -> {
                    Scheduler scheduler = new Scheduler(read, environment, cluster.client());
                    scheduler.start();
                    return scheduler;
                }));
    }

    /** Reads a configuration file. */
    static SchedulerConfig config(String flag, @Nullable Path file) {
        if (file == null) {
            return SchedulerConfig.DEFAULT.withDeviceExpressions(DeviceSelectors.CEL);
        }
        try {
            return SchedulerConfig.read(Files.readString(file)).withDeviceExpressions(DeviceSelectors.CEL);
        } catch (IOException e) {
            throw new CommandFailedException(flag + ": " + file + " cannot be read");
        } catch (InvalidConfigurationException | ApiException e) {
            throw new CommandFailedException(flag + ": " + file + ": " + e.getMessage());
        }
    }
}
