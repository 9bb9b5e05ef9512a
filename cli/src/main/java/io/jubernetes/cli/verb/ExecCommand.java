package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.pod.PodChoice;
import io.jubernetes.cli.verb.pod.StreamOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl exec}: runs a command in a container; its exit code is this command's. */
@Command(name = "exec", description = "Execute a command in a container.")
final class ExecCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(
            paramLabel = "POD | TYPE/NAME -- COMMAND",
            arity = "0..*",
            description = "Where, and what to run with its arguments.")
    private List<String> arguments = new ArrayList<>();

    @Mixin
    private StreamOptions streams = new StreamOptions();

    ExecCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (arguments.isEmpty()) {
            throw new CommandException("error: pod, type/name or --filename must be specified");
        }
        if (arguments.size() == 1) {
            throw new CommandException("error: you must specify at least one command for the container");
        }
        PodChoice choice = new PodChoice(session);
        ObjectNode pod = choice.one(arguments.getFirst());
        String phase = pod.path("status").path("phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            throw new CommandException(
                    "error: cannot exec into a container in a completed pod; current phase is " + phase);
        }
        String container = streams.container(choice, pod);
        QueryParameters query = QueryParameters.EMPTY;
        for (String word : arguments.subList(1, arguments.size())) {
            query = query.and("command", word);
        }
        return streams.join(session, pod, container, "exec", query);
    }
}
