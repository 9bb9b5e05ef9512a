package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Optional;

/** How many pods those who control pods want. */
@FunctionalInterface
interface Scales {

    /**
     * What one object wants.
     *
     * @param uid of the object that says so: a Deployment, if the pod's ReplicaSet is a Deployment's
     */
    record Scale(String uid, int replicas) {}

    /** Empty when there is no such controller. */
    Optional<Scale> of(OwnerReference controller, String namespace) throws ScaleUnknownException;
}
