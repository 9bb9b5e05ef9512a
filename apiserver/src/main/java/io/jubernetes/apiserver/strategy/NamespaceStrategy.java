package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Namespaces: they stay until what is in them is gone, which {@code spec.finalizers} say. */
final class NamespaceStrategy implements Strategy {

    private static final String NAME_LABEL = "kubernetes.io/metadata.name";
    private static final String FINALIZER = "kubernetes";

    @Override
    public void defaults(ObjectNode object) {
        String name = Trees.text(object, "metadata.name");
        if (!name.isEmpty()) {
            Trees.object(Trees.metadata(object), "labels").put(NAME_LABEL, name);
        }
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        defaults(object);
        object.putObject("status").put("phase", "Active");
        ArrayNode finalizers = Trees.list(Trees.object(object, "spec"), "finalizers");
        if (finalizers.valueStream().noneMatch(f -> f.asText().equals(FINALIZER))) {
            finalizers.add(FINALIZER);
        }
    }

    @Override
    public void prepareForUpdate(ObjectNode next, ObjectNode previous) {
        Trees.copy(previous, next, "spec");
    }

    @Override
    public @Nullable UpdateRule rule(String subresource) {
        return subresource.equals("finalize") ? FINALIZE : null;
    }

    private static final UpdateRule FINALIZE = new UpdateRule() {
        private final UpdateRule generic = GenericRules.only(List.of("spec"));

        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            generic.prepare(next, previous);
        }

        @Override
        public FieldScope scope() {
            return generic.scope();
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            for (var finalizer : Trees.at(next, "spec.finalizers")) {
                problems.invalid("spec.finalizers", finalizer.asText(), Names.qualifiedName(finalizer.asText()));
            }
        }
    };

    @Override
    public boolean heldBack(ObjectNode object) {
        return !Trees.at(object, "spec.finalizers").isEmpty();
    }

    @Override
    public void deletionBegins(ObjectNode object) {
        Trees.object(object, "status").put("phase", "Terminating");
    }

    @Override
    public List<String> nameProblems(String name) {
        return Names.dns1123Label(name);
    }
}
