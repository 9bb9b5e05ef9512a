package io.jubernetes.apiserver.conversion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jubernetes.apimachinery.schema.ResourceType;
import org.jspecify.annotations.Nullable;

/** Between the version of a kind that is stored and another one. Both ways change the tree that they are given. */
public interface Conversion {

    void fromStored(ObjectNode object);

    void toStored(ObjectNode object);

    /** What the rules of the kind are held against: the object in the version that has them, which may be itself. */
    default ObjectNode judged(ObjectNode object) {
        return object;
    }

    /** What a selectable field is called in the version that is stored; null when it may not be selected by. */
    default @Nullable String label(String label) {
        return label;
    }

    /** The resource under whose name the objects of a type lie, {@code plural.group}: its own, unless it has a stored peer. */
    static String storedAs(ResourceType type) {
        return type.groupResource().equals("events.events.k8s.io") ? "events" : type.groupResource();
    }

    /** The conversion of a type of which another version is stored; null when it is stored itself. */
    static @Nullable Conversion of(ResourceType type) {
        return switch (type.plural() + "." + type.apiVersion()) {
            case "events.events.k8s.io/v1" -> new EventConversion();
            case "horizontalpodautoscalers.autoscaling/v1" -> new AutoscalerConversion();
            default -> null;
        };
    }
}
