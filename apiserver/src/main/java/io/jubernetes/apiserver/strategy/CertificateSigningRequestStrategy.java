package io.jubernetes.apiserver.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.fieldmanagement.FieldScope;
import io.jubernetes.apimachinery.fieldmanagement.FieldSet;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Requests for certificates. What is asked for never changes; whether it is approved or denied is said through one path, the
 * certificate comes through another.
 */
final class CertificateSigningRequestStrategy implements Strategy {

    private static final List<String> DECISIONS = List.of("Approved", "Denied");

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.putObject("status");
    }

    @Override
    public void prepareForUpdate(ObjectNode next, ObjectNode previous) {
        Trees.copy(previous, next, "spec");
    }

    @Override
    public List<String> nameProblems(String name) {
        return List.of();
    }

    @Override
    public @Nullable UpdateRule rule(String subresource) {
        return switch (subresource) {
            case "approval" -> new Part(true);
            case "status" -> new Part(false);
            default -> null;
        };
    }

    /** @param decides whether it is the approval, rather than the rest of the status */
    private record Part(boolean decides) implements UpdateRule {

        @Override
        public void prepare(ObjectNode next, ObjectNode previous) {
            JsonNode wanted = next.path("status").deepCopy();
            GenericRules.status().prepare(next, previous);
            if (decides) {
                next.set(
                        "status",
                        previous.path("status").isObject()
                                ? previous.path("status").deepCopy()
                                : wanted);
                Trees.object(next, "status").set("conditions", wanted.path("conditions"));
            }
        }

        @Override
        public void validate(ObjectNode next, ObjectNode previous, Problems problems) {
            List<JsonNode> now = decisions(next);
            List<JsonNode> before = decisions(previous);
            if (decides) {
                kept(before, now, problems);
            } else if (!now.equals(before)) {
                problems.forbidden(
                        "status.conditions", "updates may not add, remove or change Approved or Denied conditions");
            }
            certificate(next, previous, problems);
            if (now.stream()
                            .map(condition -> Trees.text(condition, "type"))
                            .distinct()
                            .count()
                    > 1) {
                problems.invalid(
                        "status.conditions",
                        Trees.at(next, "status.conditions"),
                        "Approved and Denied conditions are mutually exclusive");
            }
        }

        private static void kept(List<JsonNode> before, List<JsonNode> now, Problems problems) {
            for (JsonNode condition : before) {
                String type = Trees.text(condition, "type");
                if (now.stream().noneMatch(other -> Trees.text(other, "type").equals(type))) {
                    problems.forbidden(
                            "status.conditions", "updates may not remove a condition of type \"" + type + "\"");
                }
            }
        }

        private static void certificate(ObjectNode next, ObjectNode previous, Problems problems) {
            JsonNode before = Trees.at(previous, "status.certificate");
            JsonNode now = Trees.at(next, "status.certificate");
            if (!Trees.isBlank(before) && !Trees.sameMeaning(now, before)) {
                problems.forbidden("status.certificate", "updates may not change existing certificate content");
            }
        }

        private static List<JsonNode> decisions(ObjectNode request) {
            Predicate<JsonNode> decision = condition -> DECISIONS.contains(Trees.text(condition, "type"));
            Stream<JsonNode> conditions = Trees.at(request, "status.conditions").valueStream();
            return conditions.filter(decision).toList();
        }

        @Override
        public FieldScope scope() {
            return decides
                    ? FieldScope.inside(FieldSet.of("status", "conditions"))
                    : GenericRules.status().scope();
        }
    }
}
