package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;

/** Events: they lie in the namespace of what they are about. */
final class EventStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Problems problems) {
        String about = Trees.text(object, "involvedObject.namespace");
        String namespace = Trees.text(object, "metadata.namespace");
        if (!about.isEmpty() && !about.equals(namespace)) {
            problems.invalid("involvedObject.namespace", about, "does not match event.namespace");
        }
        if (about.isEmpty() && !namespace.equals("default") && !namespace.equals("kube-system")) {
            problems.invalid("involvedObject.namespace", about, "does not match event.namespace");
        }
    }

    @Override
    public boolean createsOnUpdate() {
        return true;
    }
}
