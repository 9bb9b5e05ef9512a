package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.pod.PodChoice;
import io.jubernetes.cli.verb.pod.RemoteSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl attach}: joins the streams of a container that runs. */
@Command(name = "attach", description = "Attach to a process that is already running inside an existing container.")
final class AttachCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "POD | TYPE/NAME", description = "Where.")
    private String pod = "";

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "To this container.")
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
            description = "Only what the container prints.")
    private boolean quiet;

    AttachCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        PodChoice choice = new PodChoice(session);
        ObjectNode found = choice.one(pod);
        if (!container.isEmpty()) {
            PodChoice.check(found, container);
        }
        String where = container.isEmpty() ? choice.defaultContainer(found, "") : container;
        if (!quiet && stdin) {
            session.terminal().note("If you don't see a command prompt, try pressing enter.");
        }
        String name = found.path("metadata").path("name").asText();
        RemoteSession remote = new RemoteSession(session, stdin, tty, quiet);
        String path = "/api/v1/namespaces/" + session.namespace() + "/pods/" + name + "/attach";
        return remote.run(path, QueryParameters.EMPTY, where);
    }
}
