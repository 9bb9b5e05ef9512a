package io.jubernetes.jube.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jube apiserver}: the API server as a process of its own. */
@Command(
        name = "apiserver",
        mixinStandardHelpOptions = true,
        description = "Runs the API server alone and writes kubeconfig files for the other components.")
public final class ApiServerCommand implements Callable<Integer> {

    @Mixin
    private ControlPlaneProcess process = new ControlPlaneProcess();

    @Override
    public Integer call() throws Exception {
        return process.run(false);
    }
}
