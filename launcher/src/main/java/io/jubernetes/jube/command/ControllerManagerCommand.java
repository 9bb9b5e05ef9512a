package io.jubernetes.jube.command;

import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jube controller-manager}: the controllers as a process of their own. */
@Command(name = "controller-manager", mixinStandardHelpOptions = true, description = "Runs the controllers alone.")
public final class ControllerManagerCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Override
    public Integer call() throws Exception {
        return component.run("controller-manager", (cluster, environment) -> {
            ControllerManager controllers = new ControllerManager(
                    ControllerManagerConfig.DEFAULT.withRootCa(cluster.caPem()), environment, cluster.client());
            controllers.start();
            return controllers;
        });
    }
}
