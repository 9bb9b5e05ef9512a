package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl create namespace}. */
@Command(name = "namespace", description = "Create a namespace with the specified name.")
final class NamespaceGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    NamespaceGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        ObjectNode namespace = Generation.object("v1", "Namespace", name);
        namespace.putObject("spec");
        namespace.putObject("status");
        return generation.create(namespace, "");
    }
}
