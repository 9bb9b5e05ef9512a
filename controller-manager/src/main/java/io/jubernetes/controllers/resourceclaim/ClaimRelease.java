package io.jubernetes.controllers.resourceclaim;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimConsumerReference;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.controller.Key;
import io.jubernetes.client.controller.Reconciler;
import io.jubernetes.client.controller.Result;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes pods that are done off the claims that they used. A claim that nobody uses any more gives its devices back; one that was made
 * for such a pod goes.
 */
final class ClaimRelease implements Reconciler {

    private static final String FINALIZER = "resource.kubernetes.io/delete-protection";

    private final Informer<ResourceClaim> claims;
    private final Informer<Pod> pods;
    private final ResourceClient<ResourceClaim> client;
    private final ResourceClient<Pod> live;

    ClaimRelease(ControllerContext context) {
        this.claims = context.informers().informerFor(ResourceClaim.class);
        this.pods = context.informers().informerFor(Pod.class);
        this.client = context.client().resources(ResourceClaim.class);
        this.live = context.client().resources(Pod.class);
    }

    /** The claims whose use a pod's end may change. */
    Set<Key> concerns(Pod pod) {
        Set<Key> keys = new LinkedHashSet<>();
        String namespace = pod.getMetadata().getNamespace();
        pod.getSpec().getResourceClaims().forEach(claim -> {
            if (claim.getResourceClaimName() != null) {
                keys.add(new Key(namespace, claim.getResourceClaimName()));
            }
        });
        if (pod.getStatus() != null) {
            pod.getStatus().getResourceClaimStatuses().forEach(status -> {
                if (status.getResourceClaimName() != null) {
                    keys.add(new Key(namespace, status.getResourceClaimName()));
                }
            });
        }
        return keys;
    }

    @Override
    public Result reconcile(Key key) {
        ResourceClaim claim = claims.get(key.namespace(), key.name());
        if (claim == null) {
            return Result.done();
        }
        List<ResourceClaimConsumerReference> before =
                claim.getStatus() == null ? List.of() : claim.getStatus().getReservedFor();
        List<ResourceClaimConsumerReference> after =
                before.stream().filter(user -> isInUse(claim, user)).toList();
        if (after.size() < before.size()) {
            release(claim, after);
        } else if (after.isEmpty()) {
            settle(claim);
        }
        return Result.done();
    }

    private boolean isInUse(ResourceClaim claim, ResourceClaimConsumerReference user) {
        if (!"pods".equals(user.getResource())) {
            return true;
        }
        String namespace = claim.getMetadata().getNamespace();
        Pod pod = pods.get(namespace, user.getName());
        if (pod == null || !pod.getMetadata().getUid().equals(user.getUid())) {
            // the cache may lag behind the scheduler
            pod = live.find(namespace, user.getName())
                    .filter(found -> found.getMetadata().getUid().equals(user.getUid()))
                    .orElse(null);
        }
        return pod != null && !ClaimTemplates.isDone(pod);
    }

    /**
     * Refused when the claim is not as it was looked at. The finalizer goes with the allocation; one without an allocation was just
     * added by the scheduler.
     */
    private void release(ResourceClaim claim, List<ResourceClaimConsumerReference> users) {
        ResourceClaimBuilder next = new ResourceClaimBuilder(claim)
                .editStatus()
                .withReservedFor(users)
                .endStatus();
        boolean givesBack =
                users.isEmpty() && claim.getMetadata().getFinalizers().contains(FINALIZER);
        if (!givesBack) {
            client.updateStatus(next.build());
            return;
        }
        ResourceClaim free = client.updateStatus(
                next.editStatus().withAllocation(null).endStatus().build());
        letGo(free);
    }

    /** Nobody uses it. */
    private void settle(ResourceClaim claim) {
        boolean allocated = claim.getStatus() != null && claim.getStatus().getAllocation() != null;
        boolean kept = claim.getMetadata().getFinalizers().contains(FINALIZER);
        boolean going = claim.getMetadata().getDeletionTimestamp() != null;
        if (kept && going && allocated) {
            release(claim, List.of());
        } else if (kept && !allocated && going) {
            letGo(claim);
        } else if (!going && isOfPodThatIsDone(claim)) {
            delete(claim);
        }
    }

    private void letGo(ResourceClaim claim) {
        client.update(new ResourceClaimBuilder(claim)
                .editMetadata()
                .removeFromFinalizers(FINALIZER)
                .endMetadata()
                .build());
    }

    private boolean isOfPodThatIsDone(ResourceClaim claim) {
        return claim.getMetadata().getOwnerReferences().stream()
                .filter(owner -> "Pod".equals(owner.getKind()) && Boolean.TRUE.equals(owner.getController()))
                .anyMatch(owner -> {
                    Optional<Pod> pod = Optional.ofNullable(
                                    pods.get(claim.getMetadata().getNamespace(), owner.getName()))
                            .filter(found -> found.getMetadata().getUid().equals(owner.getUid()));
                    return pod.map(ClaimTemplates::isDone).orElse(false);
                });
    }

    private void delete(ResourceClaim claim) {
        try {
            client.delete(
                    claim.getMetadata().getNamespace(),
                    claim.getMetadata().getName(),
                    DeleteOptions.DEFAULT.ifUid(claim.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound)) {
                throw e;
            }
        }
    }
}
