package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apiserver.registry.Versions.Judged;
import io.jubernetes.apiserver.rules.FieldRules;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Validation of a whole object: metadata, schema, kind; all that is wrong in one answer. */
final class Checks {

    private final FieldRules rules = new FieldRules(Schema.kubernetes());

    /** @return what the user should hear though the object is accepted */
    List<String> create(Resource resource, ObjectNode object) {
        Problems problems = new Problems();
        MetadataValidation.validate(object, resource.strategy()::nameProblems, problems);
        judge(resource, resource.versions().judged(object, null).next(), null, problems);
        refuse(resource, object, problems.causes());
        return problems.warnings();
    }

    private void judge(Resource resource, ObjectNode object, @Nullable ObjectNode previous, Problems problems) {
        problems.ofSchema(resource.content().rules().validate(object, null, problems::warn));
        if (resource.content().declared()) {
            rules.validate(resource.content().ruledBy(), object, previous, problems);
        }
        resource.strategy().validate(object, problems);
    }

    /** @return what the user should hear now, and did not before */
    List<String> update(Resource resource, UpdateRule rule, ObjectNode next, ObjectNode previous) {
        Problems problems = new Problems();
        MetadataValidation.validate(next, name -> List.of(), problems);
        MetadataValidation.validateUpdate(next, previous, problems);
        Judged judged = resource.versions().judged(next, previous);
        ObjectNode before = Objects.requireNonNull(judged.previous());
        judge(resource, rule, judged.next(), before, problems);
        if (problems.isEmpty() && problems.warnings().isEmpty()) {
            return List.of();
        }
        // what was accepted once may stay as it is, though the rules have become stricter
        Problems accepted = accepted(resource, before);
        refuse(resource, next, without(problems.causes(), accepted.causes()));
        return without(problems.warnings(), accepted.warnings());
    }

    private void judge(Resource resource, UpdateRule rule, ObjectNode next, ObjectNode previous, Problems problems) {
        problems.ofSchema(resource.content().rules().validate(next, previous, problems::warn));
        if (resource.content().declared()) {
            String type = resource.content().ruledBy();
            switch (rule.part()) {
                case OBJECT -> rules.validate(type, next, previous, problems);
                case STATUS -> rules.validateStatus(type, next, previous, problems);
                case NOTHING -> {}
            }
        }
        rule.validate(next, previous, problems);
    }

    private Problems accepted(Resource resource, ObjectNode previous) {
        Problems accepted = new Problems();
        // custom resources' rules have looked at what was before
        if (resource.content().declared()) {
            judge(resource, previous, previous, accepted);
        }
        return accepted;
    }

    private static <T> List<T> without(List<T> found, List<T> known) {
        return found.stream().filter(one -> !known.contains(one)).toList();
    }

    private static void refuse(Resource resource, ObjectNode object, List<StatusCause> causes) {
        if (!causes.isEmpty()) {
            String name = Trees.text(object, "metadata.name");
            throw ApiException.invalid(resource.type().group(), resource.type().kind(), name, causes);
        }
    }
}
