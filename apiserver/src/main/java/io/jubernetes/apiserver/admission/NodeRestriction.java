package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.authorization.NodeIdentity;
import io.jubernetes.apiserver.authorization.PodReferences;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import org.jspecify.annotations.Nullable;

/**
 * The agent of a node writes what is of its own node only: itself, the state of its pods, the mirrors of its static pods.
 *
 * @see <a href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction">NodeRestriction</a>
 */
public final class NodeRestriction implements AdmissionPlugin {

    private static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String LEASES = "kube-node-lease";

    private final ObjectReader objects;

    NodeRestriction(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "NodeRestriction";
    }

    @Override
    public void admit(Attributes write) {
        String node = NodeIdentity.nodeOf(write.user());
        String why = node == null ? null : problem(node, write);
        if (why != null) {
            throw ApiException.forbidden(write.type().group(), write.type().plural(), write.name(), why);
        }
    }

    /** Why the node may not write this; null when it may. */
    private @Nullable String problem(String node, Attributes write) {
        return switch (write.type().groupResource()) {
            case "pods" -> pod(node, write);
            case "nodes" -> NodeChanges.problem(node, write);
            case "persistentvolumeclaims" -> claim(node, write);
            case "leases.coordination.k8s.io" -> {
                if (!write.namespace().equals(LEASES)) {
                    yield "can only access leases in the \"" + LEASES + "\" system namespace";
                }
                yield write.name().equals(node)
                        ? null
                        : "can only access node lease with the same name as the requesting node";
            }
            case "csinodes.storage.k8s.io" ->
                write.name().equals(node) ? null : "can only access CSINode with the same name as the requesting node";
            case "resourceslices.resource.k8s.io" ->
                isOn(node, write.object())
                        ? null
                        : "can only " + (write.operation() == Operation.CREATE ? "create" : "delete")
                                + " ResourceSlice with the same NodeName as the requesting node";
            default -> null;
        };
    }

    private static boolean isOn(String node, JsonNode object) {
        return Trees.text(object, "spec.nodeName").equals(node);
    }

    static String quoted(String node) {
        return "node \"" + node + "\"";
    }

    private @Nullable String pod(String node, Attributes write) {
        ObjectNode before = write.previous();
        return switch (write.operation()) {
            case CREATE -> newPod(node, write.object());
            case DELETE ->
                isOn(node, write.object())
                        ? null
                        : quoted(node) + " can only delete pods with spec.nodeName set to itself";
            case UPDATE -> {
                if (!write.subresource().equals("status") || before == null) {
                    yield "unexpected operation \"UPDATE\", " + quoted(node)
                            + " can only create and delete mirror pods";
                }
                yield status(node, write.object(), before);
            }
        };
    }

    private static @Nullable String status(String node, ObjectNode pod, ObjectNode before) {
        if (!isOn(node, before)) {
            return quoted(node) + " can only update pod status for pods with spec.nodeName set to itself";
        }
        if (!Trees.strings(Trees.at(pod, "metadata.labels"))
                .equals(Trees.strings(Trees.at(before, "metadata.labels")))) {
            return quoted(node) + " cannot update labels through pod status";
        }
        String claims = "status.resourceClaimStatuses";
        return Trees.sameMeaning(Trees.at(pod, claims), Trees.at(before, claims))
                ? null
                : quoted(node) + " cannot update resource claim statues";
    }

    private @Nullable String newPod(String node, ObjectNode pod) {
        if (!pod.path("metadata").path("annotations").has(MIRROR)) {
            return "pod does not have \"" + MIRROR + "\" annotation, " + quoted(node) + " can only create mirror pods";
        }
        if (!isOn(node, pod)) {
            return quoted(node) + " can only create pods with spec.nodeName set to itself";
        }
        String owner = owner(node, pod.path("metadata").path("ownerReferences"));
        return owner != null ? owner : references(node, pod);
    }

    private @Nullable String owner(String node, JsonNode owners) {
        if (owners.size() > 1) {
            return quoted(node) + " can only create pods with a single owner reference set to itself";
        }
        JsonNode owner = owners.path(0);
        if (!Trees.text(owner, "apiVersion").equals("v1")
                || !Trees.text(owner, "kind").equals("Node")
                || !Trees.text(owner, "name").equals(node)) {
            return quoted(node) + " can only create pods with an owner reference set to itself";
        }
        if (!owner.path("controller").asBoolean(false)) {
            return quoted(node) + " can only create pods with a controller owner reference set to itself";
        }
        if (owner.path("blockOwnerDeletion").asBoolean(false)) {
            return quoted(node) + " must not set blockOwnerDeletion on an owner reference";
        }
        ObjectNode found = objects.find("", "nodes", "", node);
        if (found == null) {
            throw ApiException.notFound("", "nodes", node);
        }
        String uid = Trees.text(found, "metadata.uid");
        return Trees.text(owner, "uid").equals(uid)
                ? null
                : "node " + node + " UID mismatch: expected " + Trees.text(owner, "uid") + " got " + uid;
    }

    private static @Nullable String references(String node, ObjectNode pod) {
        String start = quoted(node) + " can not create pods that reference ";
        if (!Trees.text(pod, "spec.serviceAccountName").isEmpty()) {
            return start + "a service account";
        }
        if (!PodReferences.secrets(pod).isEmpty()) {
            return start + "secrets";
        }
        if (!PodReferences.configMaps(pod).isEmpty()) {
            return start + "configmaps";
        }
        for (JsonNode volume : Trees.at(pod, "spec.volumes")) {
            if (volume.path("projected").path("sources").valueStream().anyMatch(s -> s.has("clusterTrustBundle"))) {
                return start + "clustertrustbundles";
            }
        }
        return PodReferences.claims(pod).isEmpty() ? null : start + "persistentvolumeclaims";
    }

    private static @Nullable String claim(String node, Attributes write) {
        ObjectNode before = write.previous();
        if (!write.subresource().equals("status") || before == null) {
            return "may only update PVC status";
        }
        return NodeChanges.bare(write.object()).equals(NodeChanges.bare(before))
                ? null
                : quoted(node) + " is not allowed to update fields other than status.capacity and status.conditions";
    }

    /**
     * Of the tokens of service accounts, a node may ask for those of its pods.
     *
     * @param bound what the token shall be bound to
     */
    public static void requireOwnPod(
            ObjectReader objects, UserInfo user, String namespace, String account, JsonNode bound) {
        String node = NodeIdentity.nodeOf(user);
        if (node == null) {
            return;
        }
        ObjectNode pod = objects.find("", "pods", namespace, Trees.text(bound, "name"));
        String why = null;
        if (!Trees.text(bound, "kind").equals("Pod")
                || !Trees.text(bound, "apiVersion").equals("v1")) {
            why = "node requested token not bound to a pod";
        } else if (Trees.text(bound, "uid").isEmpty()) {
            why = "node requested token with a pod binding without a uid";
        } else if (pod != null && !isOn(node, pod)) {
            why = "node requested token bound to a pod scheduled on a different node";
        }
        if (why != null) {
            throw ApiException.forbidden("", "serviceaccounts", account, why);
        }
    }
}
