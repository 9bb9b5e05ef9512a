package io.jubernetes.apiserver.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.schema.FieldValidation;
import io.jubernetes.apimachinery.schema.Schema;
import io.jubernetes.apiserver.strategy.UpdateRule;
import io.jubernetes.apiserver.validation.MetadataValidation;
import io.jubernetes.apiserver.validation.Problems;
import io.jubernetes.apiserver.validation.Trees;
import java.util.List;

/** Validation of a whole object: metadata, schema, kind; all that is wrong in one answer. */
final class Checks {

    private final Schema schema;

    Checks(Schema schema) {
        this.schema = schema;
    }

    void create(Resource resource, ObjectNode object) {
        Problems problems = new Problems();
        MetadataValidation.validate(object, resource.strategy()::nameProblems, problems);
        problems.addAll(FieldValidation.validate(schema, resource.type().schemaType(), object));
        resource.strategy().validate(object, problems);
        refuse(resource, object, problems);
    }

    void update(Resource resource, UpdateRule rule, ObjectNode next, ObjectNode previous) {
        Problems problems = new Problems();
        MetadataValidation.validate(next, name -> List.of(), problems);
        MetadataValidation.validateUpdate(next, previous, problems);
        problems.addAll(FieldValidation.validate(schema, resource.type().schemaType(), next));
        rule.validate(next, previous, problems);
        refuse(resource, next, problems);
    }

    private static void refuse(Resource resource, ObjectNode object, Problems problems) {
        if (!problems.isEmpty()) {
            String name = Trees.text(object, "metadata.name");
            throw ApiException.invalid(resource.type().group(), resource.type().kind(), name, problems.causes());
        }
    }
}
