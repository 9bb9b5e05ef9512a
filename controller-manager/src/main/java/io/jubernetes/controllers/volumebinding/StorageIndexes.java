package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.context.ControllerContext;
import io.jubernetes.controllers.volumeprotection.PodsOfClaims;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what belongs to a claim, a volume or a class without looking at all the others. */
final class StorageIndexes {

    private static final String BY_CLAIM = "claim";
    private static final String FREE = "free";
    private static final String BY_VOLUME = "volume";
    private static final String WAITING = "waiting";

    private final Informer<PersistentVolume> volumes;
    private final Informer<PersistentVolumeClaim> claims;
    private final Informer<StorageClass> classes;
    private final Informer<Pod> pods;

    StorageIndexes(ControllerContext context) {
        this.volumes = context.informers().informerFor(PersistentVolume.class);
        this.claims = context.informers().informerFor(PersistentVolumeClaim.class);
        this.classes = context.informers().informerFor(StorageClass.class);
        this.pods = context.informers().informerFor(Pod.class);
        context.indexes().ensure(volumes, BY_CLAIM, volume -> {
            String claim = claimKey(volume);
            return claim == null ? List.of() : List.of(claim);
        });
        context.indexes()
                .ensure(volumes, FREE, volume -> isFree(volume) ? List.of(VolumeFacts.classOf(volume)) : List.of());
        context.indexes().ensure(claims, BY_VOLUME, claim -> {
            String volume = VolumeFacts.text(claim.getSpec().getVolumeName());
            return volume.isEmpty() ? List.of() : List.of(volume);
        });
        context.indexes()
                .ensure(claims, WAITING, claim -> isWaiting(claim) ? List.of(VolumeFacts.classOf(claim)) : List.of());
        context.indexes().ensure(pods, PodsOfClaims.INDEX, PodsOfClaims::keys);
    }

    private static @Nullable String claimKey(PersistentVolume volume) {
        var reference = volume.getSpec().getClaimRef();
        return reference == null ? null : reference.getNamespace() + "/" + reference.getName();
    }

    private static boolean isFree(PersistentVolume volume) {
        return volume.getSpec().getClaimRef() == null;
    }

    private static boolean isWaiting(PersistentVolumeClaim claim) {
        return !VolumeFacts.has(claim, VolumeFacts.BIND_COMPLETED);
    }

    /** What a decision about a claim needs to see. */
    ClaimDecision.Storage around(PersistentVolumeClaim claim) {
        TreeMap<String, PersistentVolume> seen = new TreeMap<>();
        of(claim).forEach(volume -> seen.put(volume.getMetadata().getName(), volume));
        if (isWaiting(claim)) {
            volumes.byIndex(FREE, VolumeFacts.classOf(claim))
                    .forEach(volume -> seen.put(volume.getMetadata().getName(), volume));
        }
        return new ClaimDecision.Storage(List.copyOf(seen.values()), classes.list());
    }

    /** The volumes that a claim names, and that name it. */
    Collection<PersistentVolume> of(PersistentVolumeClaim claim) {
        List<PersistentVolume> all = new ArrayList<>(volumes.byIndex(BY_CLAIM, PodsOfClaims.key(claim)));
        String name = VolumeFacts.text(claim.getSpec().getVolumeName());
        PersistentVolume named = name.isEmpty() ? null : volumes.get(null, name);
        if (named != null) {
            all.add(named);
        }
        return all;
    }

    /** The claims that a volume names, that name it, and, when it is free, that wait for one like it. */
    List<PersistentVolumeClaim> of(PersistentVolume volume) {
        List<PersistentVolumeClaim> all =
                new ArrayList<>(claims.byIndex(BY_VOLUME, volume.getMetadata().getName()));
        var reference = volume.getSpec().getClaimRef();
        PersistentVolumeClaim named =
                reference == null ? null : claims.get(reference.getNamespace(), reference.getName());
        if (named != null) {
            all.add(named);
        }
        if (isFree(volume)) {
            all.addAll(claims.byIndex(WAITING, VolumeFacts.classOf(volume)));
        }
        return all;
    }

    /** The claims that may have waited for the class, or for any that is the default. */
    List<PersistentVolumeClaim> waitingFor(StorageClass changed) {
        List<PersistentVolumeClaim> all =
                new ArrayList<>(claims.byIndex(WAITING, changed.getMetadata().getName()));
        all.addAll(claims.byIndex(WAITING, ""));
        return all;
    }

    /** Says which pods a claim waits for, if there are some. */
    ClaimDecision.Wait detailed(PersistentVolumeClaim claim, ClaimDecision.Wait wait) {
        if (!ClaimDecision.WAIT_FOR_FIRST_CONSUMER.equals(wait.reason())) {
            return wait;
        }
        List<String> names = pods.byIndex(PodsOfClaims.INDEX, PodsOfClaims.key(claim)).stream()
                .filter(pod -> VolumeFacts.text(pod.getSpec().getNodeName()).isEmpty())
                .map(pod -> pod.getMetadata().getName())
                .toList();
        return names.isEmpty()
                ? wait
                : new ClaimDecision.Wait(
                        "WaitForPodScheduled",
                        "waiting for pod" + (names.size() == 1 ? " " : "s ")
                                + names.stream().collect(Collectors.joining(",")) + " to be scheduled",
                        false);
    }
}
