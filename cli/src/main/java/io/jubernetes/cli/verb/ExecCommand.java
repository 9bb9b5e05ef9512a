package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.pod.PodChoice;
import io.jubernetes.cli.verb.pod.RemoteSession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "In this container.")
    private String container = "";

    @Option(
            names = {"-i", "--stdin"},
            description = "Pass the standard input on.")
    private boolean stdin;

    @Option(
            names = {"-t", "--tty"},
            description = "The standard input is a terminal.")
    private boolean tty;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what the command prints.")
    private boolean quiet;

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
        String name = pod.path("metadata").path("name").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            throw new CommandException(
                    "error: cannot exec into a container in a completed pod; current phase is " + phase);
        }
        if (!container.isEmpty()) {
            PodChoice.check(pod, container);
        }
        String where = container.isEmpty() ? choice.defaultContainer(pod, "") : container;
        QueryParameters query = QueryParameters.EMPTY;
        for (String word : arguments.subList(1, arguments.size())) {
            query = query.and("command", word);
        }
        RemoteSession remote = new RemoteSession(session, stdin, tty, quiet);
        return remote.run("/api/v1/namespaces/" + session.namespace() + "/pods/" + name + "/exec", query, where);
    }
}
