package io.jubernetes.cli.verb.pod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.session.Session;
import picocli.CommandLine.Option;

/** The flags of verbs that join this terminal with a container. */
public final class StreamOptions {

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "This container of the pod.")
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

    /** The container that is meant: the named one, which must exist, or the pod's default. */
    public String container(PodChoice choice, ObjectNode pod) {
        if (container.isEmpty()) {
            return choice.defaultContainer(pod, "");
        }
        PodChoice.check(pod, container);
        return container;
    }

    /** Whether somebody may be waiting for a prompt. */
    public boolean isInteractive() {
        return stdin && !quiet;
    }

    /** Joins the streams at a subresource of the pod until the command ends; its exit code. */
    public int join(Session session, ObjectNode pod, String container, String subresource, QueryParameters query)
            throws InterruptedException {
        String name = pod.path("metadata").path("name").asText();
        String path = "/api/v1/namespaces/" + session.namespace() + "/pods/" + name + "/" + subresource;
        return new RemoteSession(session, stdin, tty, quiet).run(path, query, container);
    }
}
