package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.authorization.Escalation;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.Optional;

/** Nobody hands out more than he has. */
final class RoleEscalation implements AdmissionPlugin {

    private static final String GROUP = "rbac.authorization.k8s.io";

    private final Escalation escalation;

    RoleEscalation(Escalation escalation) {
        this.escalation = escalation;
    }

    /** Upstream does this in the storage of these kinds, not in a plugin. */
    @Override
    public String name() {
        return "RoleEscalation";
    }

    @Override
    public void admit(Attributes write) {
        if (write.operation() == Operation.DELETE || !write.type().group().equals(GROUP) || isCleaning(write)) {
            return;
        }
        Optional<String> problem = switch (write.type().plural()) {
            case "roles", "clusterroles" ->
                escalation.ofRole(
                        write.user(),
                        write.type().plural(),
                        write.namespace(),
                        write.object(),
                        write.previous() == null ? Trees.empty() : write.previous());
            case "rolebindings", "clusterrolebindings" ->
                escalation.ofBinding(write.user(), write.namespace(), write.object());
            default -> Optional.empty();
        };
        problem.ifPresent(why -> {
            throw ApiException.forbidden(GROUP, write.type().plural(), write.name(), why);
        });
    }

    /** Whether only that is written by which the object goes one day. */
    private static boolean isCleaning(Attributes write) {
        return write.previous() != null && bare(write.previous()).equals(bare(write.object()));
    }

    private static ObjectNode bare(ObjectNode object) {
        ObjectNode bare = object.deepCopy();
        Trees.metadata(bare).remove(List.of("finalizers", "ownerReferences", "managedFields", "resourceVersion"));
        return bare;
    }
}
