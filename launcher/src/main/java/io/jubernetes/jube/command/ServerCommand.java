package io.jubernetes.jube.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jube server}: API server, controllers and scheduler in one process; nodes join with {@code jube agent}. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Runs a control plane without nodes: API server, controllers and scheduler in one process.")
public final class ServerCommand implements Callable<Integer> {

    @Mixin
    private ControlPlaneProcess process = new ControlPlaneProcess();

    @Override
    public Integer call() throws Exception {
        return process.run(true);
    }
}
