package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.ApiException.Details;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.apiserver.surface.ObjectReader;
import java.util.List;

/** Nothing is created in a namespace that does not exist or is about to go; some namespaces never go. */
final class NamespaceLifecycle implements AdmissionPlugin {

    private static final List<String> IMMORTAL = List.of("default", "kube-system", "kube-public");

    private final ObjectReader objects;

    NamespaceLifecycle(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "NamespaceLifecycle";
    }

    @Override
    public void admit(Attributes write) {
        if (write.operation() == Operation.DELETE
                && write.concerns("", "namespaces")
                && IMMORTAL.contains(write.name())) {
            throw ApiException.forbidden("", "namespaces", write.name(), "this namespace may not be deleted");
        }
        if (write.operation() == Operation.CREATE && write.type().namespaced()) {
            requireActive(write);
        }
    }

    private void requireActive(Attributes write) {
        String namespace = write.namespace();
        ObjectNode found = objects.find("", "namespaces", "", namespace);
        if (found == null) {
            throw ApiException.notFound("", "namespaces", namespace);
        }
        if (!found.path("metadata").path("deletionTimestamp").isMissingNode()) {
            throw terminating(write, namespace);
        }
    }

    private static ApiException terminating(Attributes write, String namespace) {
        ApiException forbidden = ApiException.forbidden(
                write.type().group(),
                write.type().plural(),
                write.name(),
                "unable to create new content in namespace " + namespace + " because it is being terminated");
        StatusCause cause = new StatusCause(
                "NamespaceTerminating", "namespace " + namespace + " is being terminated", "metadata.namespace");
        return new ApiException(
                StatusReason.Forbidden,
                forbidden.code(),
                String.valueOf(forbidden.getMessage()),
                new Details(write.type().group(), write.type().plural(), write.name(), null, List.of(cause), 0));
    }
}
