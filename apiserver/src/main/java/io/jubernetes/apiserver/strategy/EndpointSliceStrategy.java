package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;

/** EndpointSlices. */
final class EndpointSliceStrategy implements Strategy {

    private static final int MAX_ENDPOINTS = 1000;

    @Override
    public void validate(ObjectNode object, Problems problems) {
        JsonNode endpoints = object.path("endpoints");
        if (endpoints.size() > MAX_ENDPOINTS) {
            problems.tooMany("endpoints", endpoints.size(), MAX_ENDPOINTS);
        }
        for (int i = 0; i < endpoints.size(); i++) {
            if (endpoints.get(i).path("addresses").isEmpty()) {
                problems.required("endpoints[" + i + "].addresses", "must contain at least 1 address");
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        new WorkloadValidation(problems).immutable(next, previous, "addressType");
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
