package io.jubernetes.cli.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.session.Durations;
import io.jubernetes.cli.session.Session;
import io.jubernetes.cli.verb.pod.LogStreams;
import io.jubernetes.cli.verb.pod.PodChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jubectl logs}. */
@Command(name = "logs", description = "Print the logs for a container in a pod or specified resource.")
final class LogsCommand implements Callable<Integer> {

    private static final int TAIL_OF_SELECTED = 10;

    private final Session session;

    @Parameters(paramLabel = "POD | TYPE/NAME [CONTAINER]", arity = "0..2", description = "Whose logs.")
    private List<String> arguments = List.of();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is logged.")
    private boolean follow;

    @Option(
            names = {"-p", "--previous"},
            description = "Of the container that ran before this one.")
    private boolean previous;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "Of this container.")
    private String container = "";

    @Option(names = "--all-containers", description = "Of all containers.")
    private boolean allContainers;

    @Option(names = "--all-pods", description = "Of all pods behind the name.")
    private boolean allPods;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            defaultValue = "",
            description = "Of all pods whose labels match.")
    private String selector = "";

    @Option(
            names = "--tail",
            paramLabel = "LINES",
            defaultValue = "-1",
            description = "Only the last lines; -1 for all.")
    private long tail = -1;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "",
            description = "Only newer than so long ago, as 5m.")
    private String since = "";

    @Option(
            names = "--since-time",
            paramLabel = "DATE",
            defaultValue = "",
            description = "Only newer than this, RFC 3339.")
    private String sinceTime = "";

    @Option(names = "--timestamps", description = "With the time of each line.")
    private boolean timestamps;

    @Option(names = "--prefix", description = "With the pod and container in front of each line.")
    private boolean prefix;

    @Option(names = "--limit-bytes", paramLabel = "BYTES", defaultValue = "0", description = "Not more than this.")
    private long limitBytes;

    @Option(names = "--ignore-errors", description = "Go on with the others when one cannot be read.")
    private boolean ignoreErrors;

    @Option(
            names = "--max-log-requests",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "How many to follow at once.")
    private int maxRequests = 5;

    LogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        check();
        PodChoice choice = new PodChoice(session);
        List<ObjectNode> pods = pods(choice);
        if (pods.isEmpty()) {
            session.terminal().note("No resources found in " + session.namespace() + " namespace.");
            return 0;
        }
        LogStreams streams = new LogStreams(session, query(), follow, prefix, ignoreErrors);
        for (JsonNode pod : pods) {
            streams.add(pod, containers(pod, choice));
        }
        streams.print(maxRequests);
        return 0;
    }

    private void check() {
        if (!selector.isEmpty() && !arguments.isEmpty()) {
            throw new CommandException("error: only a selector (-l) or a POD name is allowed");
        }
        if (selector.isEmpty() && arguments.isEmpty()) {
            throw new CommandException(
                    "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
                            + "POD or TYPE/NAME is a required argument for the logs command\nSee 'jubectl logs -h' for help and examples");
        }
        if (!since.isEmpty() && !sinceTime.isEmpty()) {
            throw new CommandException("error: at most one of `sinceTime` or `sinceSeconds` may be specified");
        }
        if (allContainers && !container.isEmpty()) {
            throw new CommandException(
                    "error: --all-containers=true should not be specified with container name " + container);
        }
        if (arguments.size() == 2) {
            if (!container.isEmpty()) {
                throw new CommandException("error: only one of -c or an inline [CONTAINER] arg is allowed");
            }
            container = arguments.get(1);
        }
    }

    private List<ObjectNode> pods(PodChoice choice) {
        if (!selector.isEmpty()) {
            return choice.selected(selector);
        }
        String word = arguments.getFirst();
        if (allPods) {
            return choice.all(word);
        }
        List<ObjectNode> all = choice.all(word);
        ObjectNode one = choice.one(word);
        if (all.size() > 1) {
            session.terminal()
                    .note("Found " + all.size() + " pods, using pod/"
                            + one.path("metadata").path("name").asText());
        }
        return List.of(one);
    }

    private List<String> containers(JsonNode pod, PodChoice choice) {
        if (allContainers) {
            return PodChoice.containers(pod);
        }
        if (!container.isEmpty()) {
            PodChoice.check(pod, container);
            return List.of(container);
        }
        return List.of(choice.defaultContainer(pod, ""));
    }

    private QueryParameters query() {
        List<String> parts = new ArrayList<>();
        add(parts, follow, "follow", "true");
        add(parts, previous, "previous", "true");
        add(parts, timestamps, "timestamps", "true");
        long lines = tail < 0 && !selector.isEmpty() && !follow ? TAIL_OF_SELECTED : tail;
        add(parts, lines >= 0, "tailLines", Long.toString(lines));
        add(parts, limitBytes > 0, "limitBytes", Long.toString(limitBytes));
        add(parts, !sinceTime.isEmpty(), "sinceTime", sinceTime);
        if (!since.isEmpty()) {
            // whole seconds, rounded up: rather a line too many
            long seconds = (Durations.parse("--since", since).toMillis() + 999) / 1000;
            add(parts, true, "sinceSeconds", Long.toString(seconds));
        }
        return QueryParameters.of(parts.toArray(String[]::new));
    }

    private static void add(List<String> parts, boolean given, String name, String value) {
        if (given) {
            parts.add(name);
            parts.add(value);
        }
    }
}
