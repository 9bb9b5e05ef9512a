package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apimachinery.schema.ResourceType;
import org.jspecify.annotations.Nullable;

/** Looks at a write before it is validated: completes it, refuses it, or lets it pass. */
public interface AdmissionPlugin {

    /** As Kubernetes calls it in its configuration. */
    String name();

    /** @throws io.jubernetes.apimachinery.error.ApiException to refuse */
    void admit(Attributes write);

    /** What is done to the object. */
    enum Operation {
        CREATE,
        UPDATE,
        DELETE
    }

    /**
     * A write.
     *
     * @param object to be written, may be changed; of a deletion, the object that will go
     * @param previous null unless it is updated
     */
    record Attributes(
            Operation operation,
            ResourceType type,
            String subresource,
            ObjectNode object,
            @Nullable ObjectNode previous,
            UserInfo user) {

        public boolean concerns(String group, String resource) {
            return type.group().equals(group) && type.plural().equals(resource);
        }

        /** Whether an object of a resource is about to be created. */
        public boolean creates(String group, String resource) {
            return operation == Operation.CREATE && subresource.isEmpty() && concerns(group, resource);
        }

        public String namespace() {
            return object.path("metadata").path("namespace").asText("");
        }

        public String name() {
            return object.path("metadata").path("name").asText("");
        }
    }
}
