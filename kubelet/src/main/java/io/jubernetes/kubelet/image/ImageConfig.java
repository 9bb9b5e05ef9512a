package io.jubernetes.kubelet.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image says about its containers; all may be empty.
 *
 * @param environment {@code NAME=value}
 * @param user {@code NAME|UID[:GROUP|GID]}
 * @param volumes paths that are to be directories of their own
 */
public record ImageConfig(
        List<String> environment,
        List<String> entryPoint,
        List<String> command,
        String workingDirectory,
        String user,
        String stopSignal,
        List<String> volumes) {
    public ImageConfig {
        environment = List.copyOf(environment);
        entryPoint = List.copyOf(entryPoint);
        command = List.copyOf(command);
        volumes = List.copyOf(volumes);
    }

    static ImageConfig of(JsonNode config) {
        List<String> volumes = new ArrayList<>();
        config.path("Volumes").fieldNames().forEachRemaining(volumes::add);
        return new ImageConfig(
                texts(config.path("Env")),
                texts(config.path("Entrypoint")),
                texts(config.path("Cmd")),
                config.path("WorkingDir").asText(""),
                config.path("User").asText(""),
                config.path("StopSignal").asText(""),
                volumes);
    }

    private static List<String> texts(JsonNode list) {
        List<String> all = new ArrayList<>();
        list.forEach(n -> all.add(n.asText()));
        return all;
    }
}
