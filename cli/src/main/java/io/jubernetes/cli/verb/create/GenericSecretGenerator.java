package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create secret generic}. */
@Command(name = "generic", description = "Create a secret from a local file, directory, or literal value.")
final class GenericSecretGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Mixin
    private KeyValueOptions values = new KeyValueOptions();

    @Option(names = "--type", paramLabel = "TYPE", defaultValue = "", description = "What the secret is for.")
    private String type = "";

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    GenericSecretGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        ObjectNode secret = Generation.object("v1", "Secret", name);
        values.read().forEach((key, value) -> secret.withObjectProperty("data").put(key, value));
        if (!type.isEmpty()) {
            secret.put("type", type);
        }
        return generation.create(secret, "secret");
    }
}
