package io.jubernetes.jube.command;

import io.jubernetes.apimachinery.environment.SystemEnvironment;
import io.jubernetes.client.leader.Elected;
import io.jubernetes.controllers.ControllerManager;
import io.jubernetes.controllers.ControllerManagerConfig;
import io.jubernetes.controllers.context.AccountTokens;
import io.jubernetes.controllers.context.Identities;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jube controller-manager}: the controllers as a process of their own. */
@Command(name = "controller-manager", mixinStandardHelpOptions = true, description = "Runs the controllers alone.")
public final class ControllerManagerCommand implements Callable<Integer> {

    @Mixin
    private ComponentOptions component = new ComponentOptions();

    @Mixin
    private ElectionOptions election = new ElectionOptions();

    @Option(
            names = "--use-service-account-credentials",
            paramLabel = "BOOLEAN",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Each controller calls as a service account of its own (default: ${DEFAULT-VALUE}).")
    private boolean ownAccounts;

    @Override
    public Integer call() throws Exception {
        return component.run(
                "controller-manager",
                (cluster, environment) -> election.start(
                        "kube-controller-manager", environment, cluster.client(), work(cluster, environment)));
    }

    private Elected.Work work(RemoteCluster cluster, SystemEnvironment environment) {
        ControllerManagerConfig config = ControllerManagerConfig.DEFAULT.withRootCa(cluster.caPem());
        Identities identities = ownAccounts
                ? new AccountTokens(environment, cluster.client(), cluster.anonymous())
                : Identities.all(cluster.client());
        return () -> {
            ControllerManager controllers = new ControllerManager(config, environment, cluster.client(), identities);
            controllers.start();
            return controllers;
        };
    }
}
