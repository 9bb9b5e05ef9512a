package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apiserver.rules.FieldRules;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Validation of a whole object: metadata, schema, kind; all that is wrong in one answer. */
final class Checks {

    private final FieldRules rules = new FieldRules(Schema.kubernetes());

    /** @return what the user should hear though the object is accepted */
    List<String> create(Resource resource, ObjectNode object) {
        Problems problems = new Problems();
        MetadataValidation.validate(object, resource.strategy()::nameProblems, problems);
        problems.ofSchema(resource.content().rules().validate(object, null));
        if (resource.content().declared()) {
            rules.validate(resource.type().schemaType(), object, null, problems);
        }
        resource.strategy().validate(object, problems);
        refuse(resource, object, problems.causes());
        return problems.warnings();
    }

    /** @return what the user should hear now, and did not before */
    List<String> update(Resource resource, UpdateRule rule, ObjectNode next, ObjectNode previous) {
        Problems problems = new Problems();
        MetadataValidation.validate(next, name -> List.of(), problems);
        MetadataValidation.validateUpdate(next, previous, problems);
        problems.ofSchema(resource.content().rules().validate(next, previous));
        if (resource.content().declared()) {
            String type = resource.type().schemaType();
            switch (rule.part()) {
                case OBJECT -> rules.validate(type, next, previous, problems);
                case STATUS -> rules.validateStatus(type, next, previous, problems);
                case NOTHING -> {}
            }
        }
        rule.validate(next, previous, problems);
        if (problems.isEmpty() && problems.warnings().isEmpty()) {
            return List.of();
        }
        // what was accepted once may stay as it is, though the rules have become stricter
        Problems before = before(resource, previous);
        refuse(resource, next, without(problems.causes(), before.causes()));
        return without(problems.warnings(), before.warnings());
    }

    private Problems before(Resource resource, ObjectNode previous) {
        if (!resource.content().declared()) {
            // their rules have looked at what was before
            return new Problems();
        }
        Problems before = new Problems();
        before.ofSchema(resource.content().rules().validate(previous, null));
        rules.validate(resource.type().schemaType(), previous, previous, before);
        resource.strategy().validate(previous, before);
        return before;
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
