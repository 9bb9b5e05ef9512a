package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl create configmap}. */
@Command(name = "configmap", description = "Create a config map from a local file, directory or literal value.")
final class ConfigMapGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Mixin
    private KeyValueOptions values = new KeyValueOptions();

    @Parameters(paramLabel = "NAME", description = "Its name.")
    private String name = "";

    ConfigMapGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        ObjectNode map = Generation.object("v1", "ConfigMap", name);
        values.read().forEach((key, value) -> {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(value))
                        .toString();
                map.withObjectProperty("data").put(key, text);
            } catch (CharacterCodingException e) {
                map.withObjectProperty("binaryData").put(key, value);
            }
        });
        return generation.create(map, "configmap");
    }
}
