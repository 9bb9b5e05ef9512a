package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.cli.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create deployment}. */
@Command(name = "deployment", description = "Create a deployment with the specified name.")
final class DeploymentGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Option(
            names = "--image",
            required = true,
            paramLabel = "IMAGE",
            split = ",",
            description = "The container's image; several for several containers.")
    private List<String> images = new ArrayList<>();

    @Option(
            names = {"-r", "--replicas"},
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "How many pods.")
    private int replicas = 1;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "-1", description = "The container's port.")
    private int port = -1;

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "-- COMMAND", arity = "0..*", description = "What the container runs.")
    private List<String> command = new ArrayList<>();

    DeploymentGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        if (images.size() > 1 && !command.isEmpty()) {
            throw new CommandException("error: cannot specify multiple --image options and command");
        }
        ObjectNode deployment = Generation.object("apps/v1", "Deployment", name);
        ((ObjectNode) deployment.path("metadata")).putObject("labels").put("app", name);
        ObjectNode spec = deployment.putObject("spec");
        spec.put("replicas", replicas);
        spec.putObject("selector").putObject("matchLabels").put("app", name);
        spec.putObject("strategy");
        deployment.putObject("status");
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", name);
        ArrayNode containers = template.putObject("spec").putArray("containers");
        images.forEach(image -> container(containers.addObject(), image));
        return generation.create(deployment, "deployment");
    }

    private void container(ObjectNode container, String image) {
        container.put("image", image).put("name", containerName(image));
        if (!command.isEmpty()) {
            ArrayNode words = container.putArray("command");
            command.forEach(words::add);
        }
        if (port >= 0) {
            container.putArray("ports").addObject().put("containerPort", port);
        }
        container.putObject("resources");
    }

    /** The image's own name: without registry, tag and digest. */
    private String containerName(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        String bare = last.split("[:@]", 2)[0].replace('_', '-');
        return bare.isEmpty() ? name : bare;
    }
}
