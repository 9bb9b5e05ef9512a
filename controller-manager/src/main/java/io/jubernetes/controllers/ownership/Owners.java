package io.jubernetes.controllers.ownership;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.jubernetes.client.informer.Indexer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and makes owner references. */
public final class Owners {

    /** The name of the index that {@link #byController} fills. */
    public static final String INDEX = "controller";

    private Owners() {}

    /** The owner that controls the object, if there is one; there is at most one. */
    public static @Nullable OwnerReference controllerOf(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .orElse(null);
    }

    public static boolean isControlledBy(HasMetadata object, HasMetadata owner) {
        OwnerReference controller = controllerOf(object);
        return controller != null && owner.getMetadata().getUid().equals(controller.getUid());
    }

    /** The reference that says: this owner controls the object, and waits for it when deleted in the foreground. */
    public static OwnerReference controlledBy(HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(owner.getApiVersion())
                .withKind(owner.getKind())
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** Finds objects by the uid of their controller, and those without one by {@link #orphansIn}. */
    public static <T extends HasMetadata> Indexer<T> byController() {
        return object -> {
            OwnerReference controller = controllerOf(object);
            return List.of(controller == null ? orphansIn(object.getMetadata().getNamespace()) : controller.getUid());
        };
    }

    /** The value of the index for the objects of a namespace that nobody controls. */
    public static String orphansIn(String namespace) {
        return "orphans/" + namespace;
    }
}
