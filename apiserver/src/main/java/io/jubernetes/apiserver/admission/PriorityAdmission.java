package io.jubernetes.apiserver.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apiserver.surface.ObjectReader;
import io.jubernetes.apiserver.validation.Trees;
import org.jspecify.annotations.Nullable;

/** Gives a pod the priority of its class, or of the default class. */
final class PriorityAdmission implements AdmissionPlugin {

    private final ObjectReader objects;

    PriorityAdmission(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public String name() {
        return "Priority";
    }

    @Override
    public void admit(Attributes write) {
        if (write.creates("", "pods")) {
            prioritise(write, Trees.object(write.object(), "spec"));
        }
    }

    private void prioritise(Attributes write, ObjectNode spec) {
        String className = Trees.text(spec, "priorityClassName");
        ObjectNode found = className.isEmpty() ? defaultClass() : named(write, className);
        long priority =
                found == null ? systemPriority(className) : found.path("value").asLong();
        if (spec.has("priority") && spec.path("priority").asLong() != priority) {
            throw ApiException.forbidden(
                    "",
                    "pods",
                    write.name(),
                    "the integer value of priority (" + spec.path("priority") + ") must not be provided in pod spec; "
                            + "priority admission controller computed " + priority
                            + " from the given PriorityClass name");
        }
        spec.put("priority", (int) priority);
        String policy = found == null ? "PreemptLowerPriority" : Trees.text(found, "preemptionPolicy");
        Trees.putIfAbsent(spec, "preemptionPolicy", policy.isEmpty() ? "PreemptLowerPriority" : policy);
        if (className.isEmpty() && found != null) {
            spec.put("priorityClassName", Trees.text(found, "metadata.name"));
        }
    }

    private @Nullable ObjectNode named(Attributes write, String className) {
        ObjectNode found = objects.find("scheduling.k8s.io", "priorityclasses", "", className);
        if (found == null && systemPriority(className) == 0) {
            throw ApiException.forbidden(
                    "", "pods", write.name(), "no PriorityClass with name " + className + " was found");
        }
        return found;
    }

    private @Nullable ObjectNode defaultClass() {
        ObjectNode best = null;
        for (ObjectNode candidate : objects.list("scheduling.k8s.io", "priorityclasses", "")) {
            boolean isDefault = candidate.path("globalDefault").asBoolean(false);
            if (isDefault
                    && (best == null
                            || candidate.path("value").asLong()
                                    < best.path("value").asLong())) {
                best = candidate;
            }
        }
        return best;
    }

    private static long systemPriority(String className) {
        return switch (className) {
            case "system-node-critical" -> 2_000_001_000;
            case "system-cluster-critical" -> 2_000_000_000;
            default -> 0;
        };
    }
}
