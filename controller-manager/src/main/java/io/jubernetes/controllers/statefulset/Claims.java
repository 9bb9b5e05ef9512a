package io.jubernetes.controllers.statefulset;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetPersistentVolumeClaimRetentionPolicy;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.event.EventRecorder;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.ownership.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a StatefulSet's pods. They outlive pods and set, unless the set's policy says otherwise: then pod or set own them,
 * and they go with their owner.
 *
 * <pre>
 *   whenScaled   whenDeleted      pod is wanted     pod is too many
 *   Retain       Retain           nobody's          nobody's
 *   Retain       Delete           the set's         the set's
 *   Delete       Retain           nobody's          the pod's
 *   Delete       Delete           the set's         the pod's
 * </pre>
 */
final class Claims {

    private final Informer<PersistentVolumeClaim> cache;
    private final ResourceClient<PersistentVolumeClaim> client;
    private final EventRecorder events;

    Claims(ControllerContext context, EventRecorder events) {
        this.cache = context.informers().informerFor(PersistentVolumeClaim.class);
        this.client = context.client().resources(PersistentVolumeClaim.class);
        this.events = events;
    }

    /** Whether all claims of a pod are there and have the owners that they should have. */
    boolean areFit(StatefulSet set, Pod pod) {
        for (PersistentVolumeClaim wanted : SetPods.claims(set, SetFacts.ordinal(set, pod))) {
            PersistentVolumeClaim claim = cached(wanted);
            if (claim == null
                    || !owners(claim, set, pod).equals(claim.getMetadata().getOwnerReferences())) {
                return false;
            }
        }
        return true;
    }

    /** Whether a claim is about to go with a former pod of that name: what is made now would lose it. */
    boolean areLeaving(StatefulSet set, int ordinal) {
        return SetPods.claims(set, ordinal).stream()
                .map(this::cached)
                .anyMatch(claim -> claim != null
                        && (claim.getMetadata().getDeletionTimestamp() != null
                                || claim.getMetadata().getOwnerReferences().stream()
                                        .anyMatch(owner -> "Pod".equals(owner.getKind()))));
    }

    private @Nullable PersistentVolumeClaim cached(PersistentVolumeClaim wanted) {
        return cache.get(
                wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
    }

    void createMissing(StatefulSet set, int ordinal) {
        for (PersistentVolumeClaim wanted : SetPods.claims(set, ordinal)) {
            if (cached(wanted) == null) {
                create(set, wanted, set.getMetadata().getName() + "-" + ordinal);
            }
        }
    }

    private void create(StatefulSet set, PersistentVolumeClaim claim, String pod) {
        String what = "create Claim " + claim.getMetadata().getName() + " Pod " + pod + " in StatefulSet "
                + set.getMetadata().getName();
        try {
            client.create(claim);
            events.normal(set, "SuccessfulCreate", what + " success");
        } catch (ApiException e) {
            if (!e.is(StatusReason.AlreadyExists)) {
                events.warning(set, "FailedCreate", what + " failed error: " + e.getMessage());
                throw e;
            }
        }
    }

    /** Gives the claims of a pod the owners that they should have. */
    void settleOwners(StatefulSet set, Pod pod) {
        for (PersistentVolumeClaim wanted : SetPods.claims(set, SetFacts.ordinal(set, pod))) {
            Optional<PersistentVolumeClaim> claim = client.find(
                    wanted.getMetadata().getNamespace(), wanted.getMetadata().getName());
            List<OwnerReference> owners =
                    claim.map(found -> owners(found, set, pod)).orElse(List.of());
            if (claim.isPresent() && !owners.equals(claim.get().getMetadata().getOwnerReferences())) {
                client.update(new PersistentVolumeClaimBuilder(claim.get())
                        .editMetadata()
                        .withOwnerReferences(owners)
                        .endMetadata()
                        .build());
            }
        }
    }

    /** Owners that are neither the set nor a pod of it stay. */
    static List<OwnerReference> owners(PersistentVolumeClaim claim, StatefulSet set, Pod pod) {
        List<OwnerReference> owners = new ArrayList<>(claim.getMetadata().getOwnerReferences());
        HasMetadata wanted = owner(set, pod);
        owners.removeIf(owner -> isOurs(owner, set, pod)
                && (wanted == null || !wanted.getMetadata().getUid().equals(owner.getUid())));
        if (wanted != null
                && owners.stream()
                        .noneMatch(owner -> wanted.getMetadata().getUid().equals(owner.getUid()))) {
            owners.add(Owners.controlledBy(wanted));
        }
        return owners;
    }

    private static boolean isOurs(OwnerReference owner, StatefulSet set, Pod pod) {
        return owner.getUid().equals(set.getMetadata().getUid())
                || ("Pod".equals(owner.getKind()) && pod.getMetadata().getName().equals(owner.getName()));
    }

    private static @Nullable HasMetadata owner(StatefulSet set, Pod pod) {
        StatefulSetPersistentVolumeClaimRetentionPolicy policy =
                set.getSpec().getPersistentVolumeClaimRetentionPolicy();
        if (policy == null) {
            return null;
        }
        int ordinal = SetFacts.ordinal(set, pod);
        boolean isWanted = ordinal >= SetFacts.start(set) && ordinal < SetFacts.end(set);
        if (!isWanted && "Delete".equals(policy.getWhenScaled())) {
            return pod;
        }
        return "Delete".equals(policy.getWhenDeleted()) ? set : null;
    }
}
