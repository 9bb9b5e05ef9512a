package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pods: hardly anything of them changes once they are there, and they get time to end. */
final class PodStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(object.path("spec"));
        PodSpecDefaults.ofPod(object.path("spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        ObjectNode status = Trees.empty().put("phase", "Pending");
        status.put("qosClass", QosClass.of(Trees.object(object, "spec")));
        object.set("status", status);
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        PodUpdates.validate(next.path("spec"), previous.path("spec"), problems);
    }

    @Override
    public @Nullable UpdateRule rule(String subresource) {
        return switch (subresource) {
            case "status" -> STATUS;
            case "ephemeralcontainers" -> PodUpdates.EPHEMERAL_CONTAINERS;
            case "resize" -> PodUpdates.RESIZE;
            default -> null;
        };
    }

    private static final UpdateRule STATUS = new UpdateRule() {
        private final UpdateRule generic = GenericRules.only(List.of("status"));

        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            ObjectNode labels =
                    next.path("metadata").path("labels") instanceof ObjectNode sent ? sent.deepCopy() : null;
            generic.prepare(next, previous);
            if (labels != null) {
                Trees.metadata(next).set("labels", labels);
            }
            Trees.putIfAbsent(Trees.object(next, "status"), "qosClass", Trees.text(previous, "status.qosClass"));
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            generic.validate(next, previous, problems);
        }

        @Override
        public Part part() {
            return generic.part();
        }

        @Override
        public FieldScope scope() {
            return FieldScope.inside(generic.scope().fields().union(FieldSet.of("metadata", "labels")));
        }
    };

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public long gracePeriod(ObjectNode object, @Nullable Long asked) {
        String phase = Trees.text(object, "status.phase");
        boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
        if (ended || Trees.text(object, "spec.nodeName").isEmpty()) {
            // nobody runs it: there is nothing to wait for
            return 0;
        }
        long period = asked != null
                ? asked
                : Trees.at(object, "spec.terminationGracePeriodSeconds").asLong(30);
        return period < 0 ? 1 : period;
    }

    @Override
    public boolean returnsDeleted() {
        return true;
    }
}
