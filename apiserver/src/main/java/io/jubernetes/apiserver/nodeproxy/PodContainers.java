package io.jubernetes.apiserver.nodeproxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import java.util.List;
import java.util.stream.Stream;

/** Which container of a pod a request means. */
record PodContainers(String pod, List<String> ordinary, List<String> init, List<String> ephemeral) {

    static PodContainers of(ObjectNode pod) {
        return new PodContainers(
                pod.path("metadata").path("name").asText(),
                names(pod, "containers"),
                names(pod, "initContainers"),
                names(pod, "ephemeralContainers"));
    }

    /** The container that was asked for, or the only one; a request that could mean several is refused. */
    String choose(String asked) {
        if (!asked.isEmpty()) {
            if (all().noneMatch(asked::equals)) {
                throw ApiException.badRequest("container " + asked + " is not valid for pod " + pod);
            }
            return asked;
        }
        return switch (ordinary.size()) {
            case 0 -> throw ApiException.badRequest("a container name must be specified for pod " + pod);
            case 1 -> ordinary.getFirst();
            default -> throw ApiException.badRequest(choices());
        };
    }

    private String choices() {
        String text =
                "a container name must be specified for pod " + pod + ", choose one of: [" + spaced(ordinary) + "]";
        text += init.isEmpty() ? "" : " or one of the init containers: [" + spaced(init) + "]";
        return text + (ephemeral.isEmpty() ? "" : " or one of the ephemeral containers: [" + spaced(ephemeral) + "]");
    }

    private Stream<String> all() {
        return Stream.of(ordinary, init, ephemeral).flatMap(List::stream);
    }

    private static String spaced(List<String> names) {
        return String.join(" ", names);
    }

    private static List<String> names(ObjectNode pod, String field) {
        return pod.path("spec")
                .path(field)
                .valueStream()
                .map(c -> c.path("name").asText())
                .toList();
    }
}
