package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;

/** ConfigMaps. */
final class ConfigMapStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Problems problems) {
        KeyedData.validate(object, problems);
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        validate(next, problems);
        KeyedData.validateImmutable(next, previous, problems);
    }
}
