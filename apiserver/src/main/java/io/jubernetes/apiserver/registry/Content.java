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
 * @param declared whether it is one of Kubernetes' own kinds, whose tables say more than schemas do
 * @param deprecation what clients are told that still use it; empty when it may be used
 */
public record Content(
        Schema schema, Shapes shapes, ObjectRules rules, ScalePaths scale, boolean declared, String deprecation) {

    static Content declared(Schema schema, Shapes shapes, ResourceType type) {
        return new Content(schema, shapes, new DeclaredRules(schema, type), ScalePaths.USUAL, true, "");
    }
}
