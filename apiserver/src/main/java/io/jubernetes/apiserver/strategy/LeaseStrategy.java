package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** Leases. */
final class LeaseStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Problems problems) {
        JsonNode seconds = Trees.at(object, "spec.leaseDurationSeconds");
        if (!Trees.isAbsent(seconds) && seconds.asLong() <= 0) {
            problems.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        }
        JsonNode transitions = Trees.at(object, "spec.leaseTransitions");
        if (!Trees.isAbsent(transitions) && transitions.asLong() < 0) {
            problems.invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }
}
