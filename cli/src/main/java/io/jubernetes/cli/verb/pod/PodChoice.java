package io.jubernetes.cli.verb.pod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apimachinery.selector.Requirement;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.discovery.ApiResource;
import io.jubernetes.cli.session.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the pods behind a name: {@code web-1}, {@code pod/web-1}, {@code deploy/web}, {@code svc/web}. */
public final class PodChoice {

    private final Session session;

    public PodChoice(Session session) {
        this.session = session;
    }

    /** The one pod to talk to: a ready and running one before others. */
    public ObjectNode one(String word) {
        List<ObjectNode> pods = all(word);
        if (pods.isEmpty()) {
            throw new CommandException("error: timed out waiting for the condition: no pods are behind " + word);
        }
        return pods.stream().min(Comparator.comparing(PodChoice::rank)).orElse(pods.getFirst());
    }

    /** All pods behind a word, by name. */
    public List<ObjectNode> all(String word) {
        int slash = word.indexOf('/');
        ApiResource resource = slash < 0 ? pods() : session.discovery().named(word.substring(0, slash));
        String name = word.substring(slash + 1);
        ObjectNode object = session.server().get(resource.path(session.namespace(), name), QueryParameters.EMPTY);
        return resource.kind().equals("Pod") ? List.of(object) : selected(selector(resource, object));
    }

    /** The pods that a selector chooses. */
    public List<ObjectNode> selected(String selector) {
        return session.server().list(pods().path(session.namespace()), QueryParameters.of("labelSelector", selector));
    }

    static ApiResource pods() {
        List<String> verbs = List.of("get", "list", "watch");
        return new ApiResource("", "v1", "pods", "pod", "Pod", true, List.of("po"), List.of("all"), verbs);
    }

    private static String selector(ApiResource resource, ObjectNode object) {
        JsonNode selector = object.path("spec").path("selector");
        boolean labels = resource.kind().equals("Service") || resource.kind().equals("ReplicationController");
        if (!selector.isObject() || selector.isEmpty()) {
            throw new CommandException(
                    "error: cannot get the logs from " + resource.groupResource() + ": it selects no pods");
        }
        return labels ? plain(selector) : LabelSelector.of(selector).toString();
    }

    private static String plain(JsonNode labels) {
        List<Requirement> requirements = new ArrayList<>();
        labels.properties()
                .forEach(e -> requirements.add(new Requirement(
                        e.getKey(),
                        Requirement.Operator.EQUALS,
                        List.of(e.getValue().asText()))));
        return LabelSelector.of(requirements).toString();
    }

    private static int rank(JsonNode pod) {
        boolean running = pod.path("status").path("phase").asText().equals("Running");
        boolean ready = pod.path("status")
                .path("conditions")
                .valueStream()
                .anyMatch(c -> c.path("type").asText().equals("Ready")
                        && c.path("status").asText().equals("True"));
        boolean leaving = pod.path("metadata").has("deletionTimestamp");
        return (running ? 0 : 4) + (ready ? 0 : 2) + (leaving ? 1 : 0);
    }

    /** The names of the containers of a pod: those for its start, its own, and those added later. */
    public static List<String> containers(JsonNode pod) {
        List<String> names = new ArrayList<>();
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            pod.path("spec").path(list).forEach(c -> names.add(c.path("name").asText()));
        }
        return names;
    }

    /** The container to talk to when none is named: the annotated default, else the first. */
    public String defaultContainer(JsonNode pod, String purpose) {
        String annotated = pod.path("metadata")
                .path("annotations")
                .path("kubectl.kubernetes.io/default-container")
                .asText("");
        JsonNode own = pod.path("spec").path("containers");
        if (!annotated.isEmpty() && containers(pod).contains(annotated)) {
            return annotated;
        }
        String first = own.path(0).path("name").asText();
        if (containers(pod).size() > 1) {
            List<String> others = new ArrayList<>();
            own.forEach(c -> others.add(c.path("name").asText()));
            for (JsonNode init : pod.path("spec").path("initContainers")) {
                others.add(init.path("name").asText() + " (init)");
            }
            session.terminal()
                    .note("Defaulted container \"" + first + "\" out of: " + String.join(", ", others) + purpose);
        }
        return first;
    }

    /** @throws CommandException when the pod has no such container */
    public static void check(JsonNode pod, String container) {
        List<String> names = containers(pod);
        if (!names.contains(container)) {
            throw new CommandException("error: container " + container + " is not valid for pod "
                    + pod.path("metadata").path("name").asText());
        }
    }
}
