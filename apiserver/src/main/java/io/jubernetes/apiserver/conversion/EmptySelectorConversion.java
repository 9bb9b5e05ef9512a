package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.json.Json;
import io.jubernetes.apiserver.validation.Trees;

/** A disruption budget's empty selector, which once selected nothing and now selects everything. */
final class EmptySelectorConversion implements Conversion {

    private static final String MARK = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match";

    @Override
    public void fromStored(ObjectNode object) {
        replace(object, "Exists", "DoesNotExist");
    }

    @Override
    public void toStored(ObjectNode object) {
        replace(object, "DoesNotExist", "Exists");
    }

    /** @param emptied the mark that an empty selector is the same as in the version that is made */
    private static void replace(ObjectNode object, String emptied, String marked) {
        if (!(object.get("spec") instanceof ObjectNode spec && spec.get("selector") instanceof ObjectNode selector)) {
            return;
        }
        if (selector.equals(marked(emptied))) {
            spec.set("selector", Json.object());
        } else if (selector.propertyStream().allMatch(field -> Trees.isBlank(field.getValue()))) {
            spec.set("selector", marked(marked));
        }
    }

    private static ObjectNode marked(String operator) {
        ObjectNode selector = Json.object();
        selector.putArray("matchExpressions").addObject().put("key", MARK).put("operator", operator);
        return selector;
    }
}
