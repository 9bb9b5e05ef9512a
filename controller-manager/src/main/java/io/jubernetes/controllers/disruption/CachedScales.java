package io.jubernetes.controllers.disruption;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.ownership.Owners;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The scales of what informers know anyway; the rest is for others to say. */
final class CachedScales implements Scales {

    private final Informer<ReplicaSet> sets;
    private final Informer<Deployment> deployments;
    private final Scales rest;

    CachedScales(Informer<ReplicaSet> sets, Informer<Deployment> deployments, Scales rest) {
        this.sets = sets;
        this.deployments = deployments;
        this.rest = rest;
    }

    @Override
    public Optional<Scale> of(OwnerReference controller, String namespace) throws ScaleUnknownException {
        ReplicaSet set = find(sets, controller, "ReplicaSet", namespace);
        if (set == null) {
            return rest.of(controller, namespace);
        }
        Deployment deployment = find(deployments, Owners.controllerOf(set), "Deployment", namespace);
        return Optional.of(
                deployment == null
                        ? scale(set, set.getSpec().getReplicas())
                        : scale(deployment, deployment.getSpec().getReplicas()));
    }

    private static <T extends HasMetadata> @Nullable T find(
            Informer<T> cache, @Nullable OwnerReference reference, String kind, String namespace) {
        if (reference == null
                || !kind.equals(reference.getKind())
                || !reference.getApiVersion().startsWith("apps/")) {
            return null;
        }
        T found = cache.get(namespace, reference.getName());
        return found != null && reference.getUid().equals(found.getMetadata().getUid()) ? found : null;
    }

    private static Scale scale(HasMetadata object, @Nullable Integer replicas) {
        return new Scale(object.getMetadata().getUid(), replicas == null ? 1 : replicas);
    }
}
