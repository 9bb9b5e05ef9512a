package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Which parts of a pod may change, and through which path. */
final class PodUpdates {

    private static final String FORBIDDEN = "pod updates may not change fields other than `spec.containers[*].image`,"
            + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing "
            + "tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private PodUpdates() {}

    static void validate(JsonNode next, JsonNode previous, Problems problems) {
        for (String list : List.of("containers", "initContainers")) {
            if (next.path(list).size() != previous.path(list).size()) {
                problems.forbidden("spec." + list, "pod updates may not add or remove containers");
                return;
            }
        }
        tolerations(next.path("tolerations"), previous.path("tolerations"), problems);
        gates(next.path("schedulingGates"), previous.path("schedulingGates"), problems);
        deadline(next.path("activeDeadlineSeconds"), previous.path("activeDeadlineSeconds"), problems);
        if (!Trees.sameMeaning(fixed(next, previous), fixed(previous, previous))) {
            problems.forbidden("spec", FORBIDDEN);
        }
    }

    /** The part that may not change: what may is taken from the previous object. */
    private static JsonNode fixed(JsonNode spec, JsonNode previous) {
        ObjectNode fixed = spec.deepCopy();
        fixed.remove(List.of("activeDeadlineSeconds", "tolerations", "schedulingGates"));
        for (String list : List.of("containers", "initContainers")) {
            for (JsonNode container : fixed.path(list)) {
                ((ObjectNode) container).remove("image");
            }
        }
        if (previous.path("terminationGracePeriodSeconds").asLong(0) < 0
                && spec.path("terminationGracePeriodSeconds").asLong(0) == 1) {
            fixed.set("terminationGracePeriodSeconds", previous.path("terminationGracePeriodSeconds"));
        }
        if (!previous.path("schedulingGates").isEmpty()) {
            // a pod that is held back may be steered
            fixed.remove(List.of("nodeSelector", "affinity"));
        }
        return fixed;
    }

    private static void tolerations(JsonNode next, JsonNode previous, Problems problems) {
        for (JsonNode old : previous) {
            boolean kept = next.valueStream().anyMatch(n -> sameToleration(n, old));
            if (!kept) {
                problems.forbidden(
                        "spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
                return;
            }
        }
    }

    private static boolean sameToleration(JsonNode a, JsonNode b) {
        return List.of("key", "operator", "value", "effect").stream()
                .allMatch(field -> Trees.sameMeaning(a.path(field), b.path(field)));
    }

    private static void gates(JsonNode next, JsonNode previous, Problems problems) {
        List<String> before =
                previous.valueStream().map(gate -> Trees.text(gate, "name")).toList();
        for (int i = 0; i < next.size(); i++) {
            String name = Trees.text(next.get(i), "name");
            if (!before.contains(name)) {
                problems.forbidden(
                        "spec.schedulingGates[" + i + "].name",
                        "only deletion is allowed, but found new scheduling gate '" + name + "'");
            }
        }
    }

    private static void deadline(JsonNode next, JsonNode previous, Problems problems) {
        if (Trees.isAbsent(previous)) {
            return;
        }
        if (Trees.isAbsent(next)) {
            problems.invalid(
                    "spec.activeDeadlineSeconds", next, "must not update from a positive integer to nil value");
        } else if (next.asLong() > previous.asLong()) {
            problems.invalid("spec.activeDeadlineSeconds", next, "must be less than or equal to previous value");
        }
    }

    /** A part of the specification, and what every way of writing may change. */
    private static FieldScope specOnly(String field) {
        return FieldScope.inside(GenericRules.only(List.of()).scope().fields().union(FieldSet.of("spec", field)));
    }

    static final UpdateRule EPHEMERAL_CONTAINERS = new UpdateRule() {
        @Override
        public Part part() {
            return Part.OBJECT;
        }

        @Override
        public FieldScope scope() {
            return specOnly("ephemeralContainers");
        }

        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            JsonNode wanted = next.path("spec").path("ephemeralContainers").deepCopy();
            GenericRules.only(List.of()).prepare(next, previous);
            if (!wanted.isMissingNode()) {
                Trees.object(next, "spec").set("ephemeralContainers", wanted);
            }
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            JsonNode now = Trees.at(next, "spec.ephemeralContainers");
            for (JsonNode old : Trees.at(previous, "spec.ephemeralContainers")) {
                boolean kept = now.valueStream().anyMatch(n -> Trees.sameMeaning(n, old));
                if (!kept) {
                    problems.forbidden(
                            "spec.ephemeralContainers",
                            "existing ephemeral containers \"" + Trees.text(old, "name")
                                    + "\" may not be removed or changed");
                }
            }
        }
    };

    static final UpdateRule RESIZE = new UpdateRule() {
        @Override
        public Part part() {
            return Part.OBJECT;
        }

        @Override
        public FieldScope scope() {
            return specOnly("containers");
        }

        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            JsonNode wanted = next.path("spec").deepCopy();
            GenericRules.only(List.of()).prepare(next, previous);
            for (JsonNode container : next.path("spec").path("containers")) {
                for (JsonNode sent : wanted.path("containers")) {
                    if (Trees.text(sent, "name").equals(Trees.text(container, "name"))) {
                        Trees.copy((ObjectNode) sent, (ObjectNode) container, "resources");
                    }
                }
            }
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            String before = QosClass.of(Trees.object(previous, "spec"));
            if (!QosClass.of(Trees.object(next, "spec")).equals(before)) {
                problems.invalid("spec", before, "Pod QOS Class may not change as a result of resizing");
            }
        }
    };
}
