package io.jubernetes.jube.command;

import io.jubernetes.scheduler.Scheduler;
import io.jubernetes.scheduler.SchedulerConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jube scheduler}: the scheduler as a process of its own. */
@Command(name = "scheduler", mixinStandardHelpOptions = true, description = "Runs the scheduler alone.")
public final class SchedulerCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Mixin
    private ElectionOptions election = new ElectionOptions();

    @Override
    public Integer call() throws Exception {
        return component.run(
                "scheduler",
                (cluster, environment) -> election.start("kube-scheduler", environment, cluster.client(), () -> {
                    Scheduler scheduler = new Scheduler(SchedulerConfig.DEFAULT, environment, cluster.client());
                    scheduler.start();
                    return scheduler;
                }));
    }
}
