package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.volumes.Claims;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What pods on their way were promised: volumes that are there, and volumes to be made on their node. A promise holds until the pod
 * is bound, gone, or tried anew. Safe for use by several threads.
 */
final class VolumePromises {

    private final Environment environment;
    private final StorageObjects storage;
    private final ResourceClient<PersistentVolume> volumeClient;
    private final ResourceClient<PersistentVolumeClaim> claimClient;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by lock.
    private final Map<String, Promise> byPod = new HashMap<>();
    private final Map<String, String> podOfVolume = new HashMap<>();
    private final Map<String, Set<Promise>> byClaim = new HashMap<>();

    /** What one pod was promised. */
    private static final class Promise {

        private final VolumePlan plan;
        /** Signalled when something happened to one of the claims. */
        private final Condition changed;
        /** The version of each claim that names the node, by the claim. */
        private final Map<String, Long> written = new HashMap<>();

        Promise(VolumePlan plan, Condition changed) {
            this.plan = plan;
            this.changed = changed;
        }

        Stream<PersistentVolumeClaim> claims() {
            return Stream.concat(plan.bindings().stream().map(VolumePlan.Binding::claim), plan.provisions().stream());
        }
    }

    VolumePromises(Environment environment, StorageObjects storage, ApiClient client) {
        this.environment = environment;
        this.storage = storage;
        this.volumeClient = client.resources(PersistentVolume.class);
        this.claimClient = client.resources(PersistentVolumeClaim.class);
    }

    void add(VolumePlan plan) {
        lock.lock();
        try {
            forget(plan.podUid());
            Promise promise = new Promise(plan, lock.newCondition());
            byPod.put(plan.podUid(), promise);
            plan.bindings().forEach(binding -> podOfVolume.put(name(binding.volume()), plan.podUid()));
            promise.claims()
                    .forEach(claim -> byClaim.computeIfAbsent(VolumePlan.key(claim), _ -> new LinkedHashSet<>())
                            .add(promise));
        } finally {
            lock.unlock();
        }
    }

    void remove(String podUid) {
        lock.lock();
        try {
            forget(podUid);
        } finally {
            lock.unlock();
        }
    }

    private void forget(String podUid) {
        Promise promise = byPod.remove(podUid);
        if (promise == null) {
            return;
        }
        promise.changed.signalAll();
        promise.plan.bindings().forEach(binding -> podOfVolume.remove(name(binding.volume()), podUid));
        promise.claims().map(VolumePlan::key).forEach(claim -> {
            Set<Promise> all = byClaim.getOrDefault(claim, new LinkedHashSet<>());
            all.remove(promise);
            if (all.isEmpty()) {
                byClaim.remove(claim);
            }
        });
    }

    boolean has(String podUid) {
        return promise(podUid) != null;
    }

    private @Nullable Promise promise(String podUid) {
        lock.lock();
        try {
            return byPod.get(podUid);
        } finally {
            lock.unlock();
        }
    }

    boolean isTaken(String volume) {
        lock.lock();
        try {
            return podOfVolume.containsKey(volume);
        } finally {
            lock.unlock();
        }
    }

    /** Where a volume is to be made for the claim; empty when nobody was promised that. */
    String node(String claimKey) {
        lock.lock();
        try {
            return byClaim.getOrDefault(claimKey, Set.of()).stream()
                    .filter(promise -> promise.plan.provisions().stream()
                            .anyMatch(claim -> VolumePlan.key(claim).equals(claimKey)))
                    .map(promise -> promise.plan.node())
                    .findFirst()
                    .orElse("");
        } finally {
            lock.unlock();
        }
    }

    /** Something happened to a claim. */
    void seen(PersistentVolumeClaim claim) {
        lock.lock();
        try {
            byClaim.getOrDefault(VolumePlan.key(claim), Set.of()).forEach(promise -> promise.changed.signalAll());
        } finally {
            lock.unlock();
        }
    }

    /** @return why it failed; empty when it did not */
    String write(String podUid) {
        Promise promise = promise(podUid);
        if (promise == null) {
            return "";
        }
        try {
            promise.plan.bindings().forEach(this::write);
            promise.plan.provisions().forEach(claim -> write(claim, promise));
            return "";
        } catch (ApiException | UncheckedIOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** The volume says whose it is; the binder does the rest. */
    private void write(VolumePlan.Binding binding) {
        PersistentVolume volume = binding.volume();
        if (volume.getSpec().getClaimRef() != null) {
            return;
        }
        PersistentVolumeClaim claim = binding.claim();
        volumeClient.update(new PersistentVolumeBuilder(volume)
                .editMetadata()
                .addToAnnotations(Claims.BOUND_BY_CONTROLLER, "yes")
                .endMetadata()
                .editSpec()
                .withNewClaimRef()
                .withApiVersion("v1")
                .withKind("PersistentVolumeClaim")
                .withNamespace(claim.getMetadata().getNamespace())
                .withName(claim.getMetadata().getName())
                .withUid(claim.getMetadata().getUid())
                .withResourceVersion(claim.getMetadata().getResourceVersion())
                .endClaimRef()
                .endSpec()
                .build());
    }

    private void write(PersistentVolumeClaim decided, Promise promise) {
        PersistentVolumeClaim known = storage.claim(VolumePlan.key(decided));
        PersistentVolumeClaim claim = known == null ? decided : known;
        String node = promise.plan.node();
        if (!node.equals(Claims.annotation(claim, Claims.SELECTED_NODE)) && !Claims.isBound(claim)) {
            PersistentVolumeClaim named = claimClient.update(new PersistentVolumeClaimBuilder(claim)
                    .editMetadata()
                    .addToAnnotations(Claims.SELECTED_NODE, node)
                    .endMetadata()
                    .build());
            lock.lock();
            try {
                promise.written.put(VolumePlan.key(claim), version(named));
            } finally {
                lock.unlock();
            }
        }
    }

    private static long version(PersistentVolumeClaim claim) {
        return Long.parseLong(claim.getMetadata().getResourceVersion());
    }

    /** Waits until all claims have their volumes. The promise is over then. @return why they will not have them */
    String await(String podUid, Duration patience) throws InterruptedException {
        long end = environment.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (true) {
                Promise promise = byPod.get(podUid);
                if (promise == null) {
                    return "pod does not exist any more";
                }
                String state = state(promise);
                if (state == null || !state.isEmpty()) {
                    forget(podUid);
                    return state == null ? "" : state;
                }
                long left = end - environment.nanoTime();
                if (left <= 0) {
                    return "context deadline exceeded";
                }
                environment.await(promise.changed, Duration.ofNanos(left));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Null when all is bound, empty when it is not yet, or why it will not be. */
    private @Nullable String state(Promise promise) {
        boolean all = true;
        for (PersistentVolumeClaim decided : promise.claims().toList()) {
            PersistentVolumeClaim claim = storage.claim(VolumePlan.key(decided));
            if (claim == null
                    || !claim.getMetadata()
                            .getUid()
                            .equals(decided.getMetadata().getUid())) {
                return "persistentvolumeclaim \"" + decided.getMetadata().getName() + "\" not found";
            }
            all &= Claims.isBound(claim);
            if (wasReset(claim, promise)) {
                return "provisioning failed for PVC \"" + claim.getMetadata().getName() + "\"";
            }
        }
        return all ? null : "";
    }

    /** Who makes volumes takes the node's name away when none can be made there. */
    private static boolean wasReset(PersistentVolumeClaim claim, Promise promise) {
        Long written = promise.written.get(VolumePlan.key(claim));
        return written != null
                && version(claim) >= written
                && !Claims.isBound(claim)
                && !promise.plan.node().equals(Claims.annotation(claim, Claims.SELECTED_NODE));
    }

    private static String name(PersistentVolume volume) {
        return volume.getMetadata().getName();
    }
}
