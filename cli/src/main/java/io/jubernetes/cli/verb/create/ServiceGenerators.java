package io.jubernetes.cli.verb.create;

import io.jubernetes.cli.verb.Group;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jubectl create service}: the types of services. */
@Command(name = "service", description = "Create a service using a specified subcommand.")
final class ServiceGenerators implements Runnable {

    private static final List<String> KINDS = List.of("clusterip", "nodeport", "loadbalancer", "externalname");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by Picocli
    private CommandSpec spec;

    private ServiceGenerators() {}

    static CommandLine with(Group group) {
        CommandLine service = new CommandLine(new ServiceGenerators());
        group.addTo(service, KINDS, name -> {
            Generation generation = new Generation(group.session());
            return switch (name) {
                case "clusterip" -> new ServiceGenerator(generation, "ClusterIP");
                case "nodeport" -> new ServiceGenerator(generation, "NodePort");
                case "loadbalancer" -> new ServiceGenerator(generation, "LoadBalancer");
                default -> new ServiceGenerator(generation, "ExternalName");
            };
        });
        return service;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
