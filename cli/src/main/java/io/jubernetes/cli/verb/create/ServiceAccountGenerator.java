package io.jubernetes.cli.verb.create;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl create serviceaccount}. */
@Command(name = "serviceaccount", description = "Create a service account with the specified name.")
final class ServiceAccountGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    ServiceAccountGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        return generation.create(Generation.object("v1", "ServiceAccount", name), "serviceaccount");
    }
}
