package io.jubernetes.apiserver.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apiserver.definition.Conditions.Condition;
import io.jubernetes.apiserver.strategy.Strategy;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Definitions of custom resources. Their status tells which names they got, and who is to come before they can go. */
public final class CustomResourceDefinitionStrategy implements Strategy {

    @Override
    public boolean hasGeneration() {
        return true;
    }

    @Override
    public boolean updatesUnconditionally() {
        return false;
    }

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode names = Trees.object(Trees.object(object, "spec"), "names");
        String kind = Trees.text(names, "kind");
        if (!kind.isEmpty()) {
            Trees.putIfAbsent(names, "singular", kind.toLowerCase(Locale.ROOT));
            Trees.putIfAbsent(names, "listKind", kind + "List");
        }
        ObjectNode spec = Trees.object(object, "spec");
        if (!spec.path("preserveUnknownFields").asBoolean(true)) {
            spec.remove("preserveUnknownFields");
        }
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        object.remove("status");
        noteStored(object);
    }

    @Override
    public void prepareForUpdate(ObjectNode next, ObjectNode previous) {
        noteStored(next);
    }

    /** In which versions objects may lie in the store. */
    private static void noteStored(ObjectNode object) {
        String storage = "";
        for (JsonNode version : Trees.at(object, "spec.versions")) {
            if (version.path("storage").asBoolean(false)) {
                storage = Trees.text(version, "name");
                break;
            }
        }
        String added = storage;
        ArrayNode stored = Trees.list(Trees.object(object, "status"), "storedVersions");
        if (!added.isEmpty() && stored.valueStream().noneMatch(v -> v.asText().equals(added))) {
            stored.add(added);
        }
    }

    @Override
    public void validate(ObjectNode object, Problems problems) {
        new DefinitionValidation(object, problems).validate();
        String group = Trees.text(object, "spec.group");
        String approval = Approval.given(object);
        String field = "metadata.annotations[" + Approval.ANNOTATION + "]";
        if (Approval.isProtected(group) && approval.isEmpty()) {
            problems.required(
                    field,
                    "protected groups must have approval annotation \"" + Approval.ANNOTATION + "\", see "
                            + Approval.PROPOSAL);
        } else if (Approval.isProtected(group) && !Approval.isWellFormed(approval)) {
            problems.invalid(
                    field,
                    approval,
                    "protected groups must have approval annotation \"" + Approval.ANNOTATION
                            + "\" with either a URL or a reason starting with \"unapproved\", see "
                            + Approval.PROPOSAL);
        }
    }

    @Override
    public void validateUpdate(ObjectNode next, ObjectNode previous, Problems problems) {
        DefinitionValidation validation = new DefinitionValidation(next, problems);
        if (next.path("spec").equals(previous.path("spec"))) {
            // what was taken once may stay
            return;
        }
        validation.validate();
        validation.validateUpdate(previous);
    }

    /** What is not deleted yet waits for its objects to go. */
    @Override
    public boolean heldBack(ObjectNode object) {
        return !Trees.metadata(object).has("deletionTimestamp") || Finalizer.isIn(object);
    }

    @Override
    public void deletionBegins(ObjectNode object) {
        Finalizer.add(object);
        Condition terminating = new Condition(
                Conditions.TERMINATING,
                true,
                "InstanceDeletionPending",
                "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon");
        Conditions.set(object, terminating, Instant.parse(Trees.text(object, "metadata.deletionTimestamp")));
    }

    @Override
    public List<String> warnings(ObjectNode object) {
        return SchemaWarnings.warnings(object);
    }
}
