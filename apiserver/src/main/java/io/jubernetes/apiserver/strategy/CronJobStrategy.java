package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.name.Names;
import io.jubernetes.apiserver.validation.Trees;
import java.util.ArrayList;
import java.util.List;

/** CronJobs. */
final class CronJobStrategy implements Strategy {

    private static final int MAX_NAME = 52;

    @Override
    public void defaults(ObjectNode object) {
        PodSpecDefaults.apply(Trees.at(object, "spec.jobTemplate.spec.template.spec"));
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status");
    }

    @Override
    public List<String> nameProblems(String name) {
        List<String> found = new ArrayList<>(Names.dns1123Subdomain(name));
        if (name.length() > MAX_NAME) {
            found.add("must be no more than " + MAX_NAME + " characters");
        }
        return found;
    }

    @Override
    public boolean hasGeneration() {
        return true;
    }
}
