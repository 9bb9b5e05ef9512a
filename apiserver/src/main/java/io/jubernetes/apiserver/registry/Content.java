package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.fieldmanagement.Shapes;
import io.jubernetes.apimachinery.schema.DeclaredRules;
import io.jubernetes.apimachinery.schema.ObjectRules;
import io.jubernetes.apimachinery.schema.ResourceType;
import io.jubernetes.apimachinery.schema.Schema;

/**
 * What the objects of a resource look like.
 *
 * @param schema has the resource's type
 * @param ruledBy the type by whose rules they are judged; empty when the schema says all, as it does of kinds that are not
 *     Kubernetes' own
 * @param deprecation what clients are told that still use it; empty when it may be used
 */
public record Content(
        Schema schema, Shapes shapes, ObjectRules rules, ScalePaths scale, String ruledBy, String deprecation) {

    static Content declared(Schema schema, Shapes shapes, ResourceType type) {
        return new Content(schema, shapes, new DeclaredRules(schema, type), ScalePaths.USUAL, type.schemaType(), "");
    }

    /** Whether they are of one of Kubernetes' own kinds. */
    boolean declared() {
        return !ruledBy.isEmpty();
    }
}
