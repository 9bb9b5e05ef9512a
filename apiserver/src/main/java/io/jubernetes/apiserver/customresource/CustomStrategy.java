package io.jubernetes.apiserver.customresource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet;
import io.jubernetes.apiserver.strategy.Strategy;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import org.jspecify.annotations.Nullable;

/**
 * What all custom resources have in common.
 *
 * @param hasStatus whether the status is written through its own path only
 * @param terminating whether the definition is going, and nothing may be created any more
 */
record CustomStrategy(boolean hasStatus, boolean terminating) implements Strategy {

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean statusCounts() {
        return !hasStatus;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        if (terminating) {
            throw ApiException.methodNotAllowed("create not allowed while custom resource definition is terminating");
        }
    }

    @Override
    public @Nullable UpdateRule rule(String subresource) {
        return subresource.equals("status") ? new StatusRule() : null;
    }

    /** Nothing but the status is written. */
    private record StatusRule() implements UpdateRule {

        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            ObjectNode wanted = next.deepCopy();
            next.removeAll();
            next.setAll(previous.deepCopy());
            Trees.copy(wanted, next, "status");
            Trees.copy(Trees.metadata(wanted), Trees.metadata(next), "managedFields");
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            // the schema says all
        }

        @Override
        public FieldScope scope() {
            return FieldScope.inside(FieldSet.of("status"));
        }
    }
}
