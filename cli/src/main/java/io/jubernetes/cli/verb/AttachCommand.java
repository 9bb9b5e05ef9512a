package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.pod.PodChoice;
import io.jubernetes.cli.verb.pod.StreamOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jubectl attach}: joins the streams of a container that runs. */
@Command(name = "attach", description = "Attach to a process that is already running inside an existing container.")
final class AttachCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "POD | TYPE/NAME", description = "Where.")
    private String pod = "";

    @Mixin
    private StreamOptions streams = new StreamOptions();

    AttachCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        PodChoice choice = new PodChoice(session);
        ObjectNode found = choice.one(pod);
        String container = streams.container(choice, found);
        if (streams.isInteractive()) {
            session.terminal().note("If you don't see a command prompt, try pressing enter.");
        }
        return streams.join(session, found, container, "attach", QueryParameters.EMPTY);
    }
}
