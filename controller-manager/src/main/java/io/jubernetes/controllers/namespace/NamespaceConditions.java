package io.jubernetes.controllers.namespace;

import io.fabric8.kubernetes.api.model.NamespaceCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a namespace's conditions say of its deletion. */
final class NamespaceConditions {

    private NamespaceConditions() {}

    static List<NamespaceCondition> of(List<NamespaceCondition> present, Remains remains, Instant now) {
        List<NamespaceCondition> next = List.of(
                flag(
                        "NamespaceDeletionDiscoveryFailure",
                        !remains.undiscovered().isEmpty(),
                        new Text(
                                "DiscoveryFailed",
                                "Discovery failed for some groups, " + errors(remains.undiscovered())),
                        new Text("ResourcesDiscovered", "All resources successfully discovered")),
                flag(
                        "NamespaceDeletionGroupVersionParsingFailure",
                        false,
                        new Text("GroupVersionParsingFailed", ""),
                        new Text("ParsedGroupVersions", "All legacy kube types successfully parsed")),
                flag(
                        "NamespaceDeletionContentFailure",
                        !remains.failures().isEmpty(),
                        new Text(
                                "ContentDeletionFailed",
                                "Failed to delete all resource types, " + errors(remains.failures())),
                        new Text("ContentDeleted", "All content successfully deleted, may be waiting on finalization")),
                flag(
                        "NamespaceContentRemaining",
                        !remains.resources().isEmpty(),
                        new Text("SomeResourcesRemain", "Some resources are remaining: " + resources(remains)),
                        new Text("ContentRemoved", "All content successfully removed")),
                flag(
                        "NamespaceFinalizersRemaining",
                        !remains.finalizers().isEmpty(),
                        new Text(
                                "SomeFinalizersRemain",
                                "Some content in the namespace has finalizers remaining: " + finalizers(remains)),
                        new Text("ContentHasNoFinalizers", "All content-preserving finalizers finished")));
        return merge(present, next, now);
    }

    private record Text(String reason, String message) {}

    private static NamespaceCondition flag(String type, boolean set, Text whenSet, Text otherwise) {
        Text text = set ? whenSet : otherwise;
        return new NamespaceCondition("", text.message, text.reason, set ? "True" : "False", type);
    }

    private static String errors(Map<String, String> byName) {
        return byName.size() + " remaining: "
                + byName.entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String resources(Remains remains) {
        return remains.resources().entrySet().stream()
                .map(e -> e.getKey() + " has " + e.getValue() + " resource instances")
                .collect(Collectors.joining(", "));
    }

    private static String finalizers(Remains remains) {
        return remains.finalizers().entrySet().stream()
                .map(e -> e.getKey() + " in " + e.getValue() + " resource instances")
                .collect(Collectors.joining(", "));
    }

    /** A condition that says the same keeps its time. */
    private static List<NamespaceCondition> merge(
            List<NamespaceCondition> present, List<NamespaceCondition> next, Instant now) {
        List<NamespaceCondition> merged = new ArrayList<>();
        present.stream()
                .filter(old -> next.stream().noneMatch(c -> c.getType().equals(old.getType())))
                .forEach(merged::add);
        for (NamespaceCondition condition : next) {
            NamespaceCondition known = present.stream()
                    .filter(old -> condition.getType().equals(old.getType())
                            && condition.getStatus().equals(old.getStatus()))
                    .findFirst()
                    .orElse(null);
            condition.setLastTransitionTime(known == null ? now.toString() : known.getLastTransitionTime());
            merged.add(condition);
        }
        return merged;
    }
}
