package io.jubernetes.apiserver.registry;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.selector.FieldSelector;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apiserver.watchcache.Selection;
import io.jubernetes.apiserver.watchcache.Selection.FieldTest;
import java.util.ArrayList;
import java.util.List;

/** Reads label and field selectors. */
final class Selections {

    private Selections() {}

    /**
     * @param namespace empty for all
     * @param name of the one object that is meant; empty for all
     */
    static Selection parse(Resource resource, QueryParameters query, String namespace, String name) {
        String labels = query.first("labelSelector");
        LabelSelector selector = labels == null || labels.isBlank() ? null : LabelSelector.parse(labels);
        Selection selection = new Selection(namespace, name, selector, List.of());
        String fields = query.first("fieldSelector");
        return fields == null || fields.isBlank() ? selection : withFields(resource, selection, fields);
    }

    private static Selection withFields(Resource resource, Selection base, String fields) {
        String namespace = base.namespace();
        String name = base.name();
        List<FieldTest> tests = new ArrayList<>();
        for (FieldSelector.Requirement requirement : FieldSelector.parse(fields).requirements()) {
            boolean equal = requirement.equal();
            if (equal && requirement.field().equals("metadata.name") && name.isEmpty()) {
                name = requirement.value();
            } else if (equal && requirement.field().equals("metadata.namespace") && namespace.isEmpty()) {
                namespace = requirement.value();
            } else {
                int position = resource.position(requirement.field());
                if (position < 0) {
                    throw ApiException.badRequest(SelectableFields.unsupported(resource.type(), requirement.field()));
                }
                tests.add(new FieldTest(position, requirement.value(), equal, resource.reading(requirement.field())));
            }
        }
        return new Selection(namespace, name, base.labels(), tests);
    }
}
