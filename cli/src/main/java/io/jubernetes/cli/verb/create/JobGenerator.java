package io.jubernetes.cli.verb.create;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ApiResource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl create job}: of an image, or of a CronJob's template. */
@Command(name = "job", description = "Create a job with the specified name.")
final class JobGenerator implements Callable<Integer> {

    @Mixin
    private final Generation generation;

    @Option(names = "--image", paramLabel = "IMAGE", defaultValue = "", description = "The container's image.")
    private String image = "";

    @Option(names = "--from", paramLabel = "cronjob/NAME", defaultValue = "", description = "The CronJob to run now.")
    private String from = "";

    @Parameters(index = "0", paramLabel = "NAME", description = "Its name.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "-- COMMAND", arity = "0..*", description = "What the container runs.")
    private List<String> command = new ArrayList<>();

    JobGenerator(Generation generation) {
        this.generation = generation;
    }

    @Override
    public Integer call() {
        if (image.isEmpty() == from.isEmpty()) {
            throw new CommandException("error: either --image or --from must be specified");
        }
        ObjectNode job = Generation.object("batch/v1", "Job", name);
        job.set("spec", from.isEmpty() ? spec() : template(job));
        job.putObject("status");
        return generation.create(job, "job");
    }

    private ObjectNode spec() {
        ObjectNode spec = io.jubernetes.apimachinery.json.Json.object();
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata");
        ObjectNode pod = template.putObject("spec");
        ObjectNode container = pod.putArray("containers").addObject();
        container.put("image", image).put("name", name);
        if (!command.isEmpty()) {
            ArrayNode words = container.putArray("command");
            command.forEach(words::add);
        }
        container.putObject("resources");
        pod.put("restartPolicy", "Never");
        return spec;
    }

    private ObjectNode template(ObjectNode job) {
        String[] parts = from.split("/", 2);
        if (parts.length != 2 || !parts[0].matches("cj|cronjobs?(\\.batch)?(\\.v1\\.batch)?")) {
            throw new CommandException("error: from must be an existing cronjob");
        }
        ApiResource cronJobs = generation.session().discovery().named("cronjobs.batch");
        ObjectNode cronJob = generation
                .session()
                .server()
                .get(cronJobs.path(generation.session().namespace(), parts[1]), QueryParameters.EMPTY);
        ObjectNode metadata = (ObjectNode) job.path("metadata");
        metadata.putObject("annotations").put("cronjob.kubernetes.io/instantiate", "manual");
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "batch/v1")
                .put("kind", "CronJob")
                .put("name", parts[1])
                .put("controller", true)
                .put("uid", cronJob.path("metadata").path("uid").asText());
        return cronJob.path("spec").path("jobTemplate").path("spec") instanceof ObjectNode spec
                ? spec
                : io.jubernetes.apimachinery.json.Json.object();
    }
}
