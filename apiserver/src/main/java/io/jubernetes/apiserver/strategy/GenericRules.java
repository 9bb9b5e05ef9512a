package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** The rules that most kinds share. */
public final class GenericRules {

    private static final List<String> KEPT_METADATA = List.of("annotations", "finalizers", "managedFields");

    private GenericRules() {}

    /** An update of the object itself. @param hasStatus whether the status has its own path, and is left alone here */
    public static UpdateRule main(Strategy strategy, boolean hasStatus) {
        return new UpdateRule() {
            @Override
            public void prepare(ObjectNode next, ObjectNode previous) {
                if (hasStatus) {
                    Trees.copy(previous, next, "status");
                }
                strategy.prepareForUpdate(next, previous);
            }

            @Override
            public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
                strategy.validateUpdate(next, previous, problems);
            }

            @Override
            public Part part() {
                return Part.OBJECT;
            }

            @Override
            public FieldScope scope() {
                return hasStatus ? FieldScope.outside(FieldSet.of("status")) : FieldScope.ALL;
            }
        };
    }

    /** An update of the status: what users ask for stays as it is. */
    public static UpdateRule status() {
        return only(List.of("status"));
    }

    /** An update that changes nothing but some top-level fields, and annotations. */
    public static UpdateRule only(List<String> fields) {
        return new UpdateRule() {
            @Override
            public void prepare(ObjectNode next, ObjectNode previous) {
                ObjectNode wanted = next.deepCopy();
                next.removeAll();
                next.setAll(previous.deepCopy());
                fields.forEach(field -> Trees.copy(wanted, next, field));
                for (String field : KEPT_METADATA) {
                    Trees.copy(Trees.metadata(wanted), Trees.metadata(next), field);
                }
            }

            @Override
            public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
                // the schema has checked the types; nobody but controllers writes here
            }

            @Override
            public Part part() {
                return fields.contains("status") ? Part.STATUS : Part.NOTHING;
            }

            @Override
            public FieldScope scope() {
                FieldSet written = FieldSet.EMPTY;
                for (String field : fields) {
                    written = written.union(FieldSet.of(field));
                }
                for (String field : KEPT_METADATA) {
                    written = written.union(FieldSet.of("metadata", field));
                }
                return FieldScope.inside(written);
            }
        };
    }
}
