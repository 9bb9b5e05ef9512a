package io.jubernetes.controllers.volumebinding;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do about a claim. */
sealed interface ClaimDecision {

    String WAIT_FOR_FIRST_CONSUMER = "WaitForFirstConsumer";

    /** Give it this volume, or finish to. */
    record Bind(PersistentVolume volume) implements ClaimDecision {}

    /** Its volume is lost. */
    record Lose(String reason, String message) implements ClaimDecision {}

    /** It gets the default class, and is looked at again. */
    record TakeClass(String name) implements ClaimDecision {}

    /** A driver makes the volume, once the claim names it. */
    record Provision(String provisioner) implements ClaimDecision {}

    /** It stays without a volume. @param reason of an event; null for none */
    record Wait(@Nullable String reason, String message, boolean warning) implements ClaimDecision {}

    /**
     * What is there for a claim.
     *
     * @param volumes that it names, that are for it, and that are free in its class; sorted by name
     * @param classes sorted by name
     */
    record Storage(List<PersistentVolume> volumes, List<StorageClass> classes) {

        @Nullable
        PersistentVolume volume(String name) {
            return volumes.stream()
                    .filter(volume -> volume.getMetadata().getName().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        StorageClass storageClass(String name) {
            return classes.stream()
                    .filter(known -> known.getMetadata().getName().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        /** The youngest of those that say so. */
        @Nullable
        StorageClass defaultClass() {
            return classes.stream()
                    .filter(known -> VolumeFacts.annotation(known, "storageclass.kubernetes.io/is-default-class")
                            .equals("true"))
                    .max(Comparator.comparing(
                            known -> VolumeFacts.text(known.getMetadata().getCreationTimestamp())))
                    .orElse(null);
        }
    }

    static ClaimDecision of(PersistentVolumeClaim claim, Storage storage) {
        if (VolumeFacts.has(claim, VolumeFacts.BIND_COMPLETED)) {
            return bound(claim, storage);
        }
        String wanted = VolumeFacts.text(claim.getSpec().getVolumeName());
        return wanted.isEmpty() ? open(claim, storage) : named(claim, storage.volume(wanted));
    }

    private static ClaimDecision bound(PersistentVolumeClaim claim, Storage storage) {
        String name = VolumeFacts.text(claim.getSpec().getVolumeName());
        if (name.isEmpty()) {
            return new Lose(
                    "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!");
        }
        PersistentVolume volume = storage.volume(name);
        if (volume == null) {
            return new Lose("ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        }
        if (volume.getSpec().getClaimRef() == null || VolumeFacts.isFor(volume, claim)) {
            return new Bind(volume);
        }
        return new Lose("ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly");
    }

    /** The claim names its volume itself. */
    private static ClaimDecision named(PersistentVolumeClaim claim, @Nullable PersistentVolume volume) {
        if (volume == null) {
            return new Wait(null, "", false);
        }
        if (volume.getSpec().getClaimRef() == null) {
            String problem = Matching.problem(volume, claim);
            String name = volume.getMetadata().getName();
            return problem == null
                    ? new Bind(volume)
                    : new Wait("VolumeMismatch", "Cannot bind to requested volume \"" + name + "\": " + problem, true);
        }
        if (VolumeFacts.isFor(volume, claim)) {
            return new Bind(volume);
        }
        String message = "volume \"" + volume.getMetadata().getName() + "\" already bound to a different claim.";
        return new Wait("FailedBinding", message, true);
    }

    private static ClaimDecision open(PersistentVolumeClaim claim, Storage storage) {
        String className = VolumeFacts.classOf(claim);
        StorageClass storageClass = storage.storageClass(className);
        boolean delayed = storageClass != null && "WaitForFirstConsumer".equals(storageClass.getVolumeBindingMode());
        PersistentVolume match = Matching.find(claim, storage.volumes(), delayed);
        if (match != null) {
            return new Bind(match);
        }
        StorageClass usual = storage.defaultClass();
        if (VolumeFacts.leavesClassOpen(claim) && usual != null) {
            return new TakeClass(usual.getMetadata().getName());
        }
        if (delayed && !VolumeFacts.has(claim, VolumeFacts.SELECTED_NODE)) {
            return new Wait(WAIT_FOR_FIRST_CONSUMER, "waiting for first consumer to be created before binding", false);
        }
        if (className.isEmpty()) {
            return new Wait(
                    "FailedBinding",
                    "no persistent volumes available for this claim and no storage class is set",
                    false);
        }
        return provisioning(className, storageClass);
    }

    private static ClaimDecision provisioning(String className, @Nullable StorageClass storageClass) {
        if (storageClass == null) {
            String message = "storageclass.storage.k8s.io \"" + className + "\" not found";
            return new Wait("ProvisioningFailed", message, true);
        }
        if ("kubernetes.io/no-provisioner".equals(storageClass.getProvisioner())) {
            return new Wait(null, "", false);
        }
        return new Provision(storageClass.getProvisioner());
    }

    /** The annotations by which a driver learns that it is to make a volume. */
    static Map<String, String> provisionerAnnotations(String provisioner) {
        return Map.of(
                "volume.beta.kubernetes.io/storage-provisioner", provisioner,
                "volume.kubernetes.io/storage-provisioner", provisioner);
    }
}
