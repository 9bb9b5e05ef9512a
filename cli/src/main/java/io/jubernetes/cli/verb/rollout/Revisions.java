package io.jubernetes.cli.verb.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.cli.CommandException;
import io.jubernetes.cli.selection.Located;
import io.jubernetes.cli.session.Session;
import java.util.Map;
import java.util.TreeMap;

/** What a workload was before: a Deployment's ReplicaSets, or the ControllerRevisions of the others. */
final class Revisions {

    static final String ANNOTATION = "deployment.kubernetes.io/revision";
    private static final String CAUSE = "kubernetes.io/change-cause";

    private final Session session;
    private final Located workload;

    Revisions(Session session, Located workload) {
        this.session = session;
        this.workload = workload;
    }

    /** The objects that keep what was, by revision. */
    Map<Long, ObjectNode> all() {
        return switch (workload.resource().kind()) {
            case "Deployment" -> owned("/apis/apps/v1", "replicasets");
            case "DaemonSet", "StatefulSet" -> owned("/apis/apps/v1", "controllerrevisions");
            default ->
                throw new CommandException("error: no history viewer has been implemented for "
                        + workload.resource().kind());
        };
    }

    private Map<Long, ObjectNode> owned(String root, String plural) {
        String uid = workload.object().path("metadata").path("uid").asText();
        String selector =
                LabelSelector.of(workload.object().path("spec").get("selector")).toString();
        Map<Long, ObjectNode> revisions = new TreeMap<>();
        String path = root + "/namespaces/" + workload.namespace() + "/" + plural;
        for (ObjectNode object : session.server().list(path, QueryParameters.of("labelSelector", selector))) {
            boolean ours = object.path("metadata")
                    .path("ownerReferences")
                    .valueStream()
                    .anyMatch(owner -> owner.path("uid").asText().equals(uid)
                            && owner.path("controller").asBoolean());
            long number = object.has("revision")
                    ? object.path("revision").asLong()
                    : object.path("metadata")
                            .path("annotations")
                            .path(ANNOTATION)
                            .asLong();
            if (ours && number > 0) {
                revisions.put(number, object);
            }
        }
        return revisions;
    }

    /** Why a revision was made, if somebody said so. */
    static String cause(JsonNode revision) {
        return revision.path("metadata").path("annotations").path(CAUSE).asText("<none>");
    }

    /** The pod template of a revision. */
    static JsonNode template(JsonNode revision) {
        JsonNode spec = revision.has("revision") ? revision.path("data").path("spec") : revision.path("spec");
        return spec.path("template");
    }
}
