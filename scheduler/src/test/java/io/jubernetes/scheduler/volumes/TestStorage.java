package io.jubernetes.scheduler.volumes;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSINodeBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.VolumePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Storage that a test puts together. */
final class TestStorage implements StorageObjects, ClusterObjects {

    final List<VolumePlan> promised = new ArrayList<>();
    private final Map<String, PersistentVolumeClaim> claims = new LinkedHashMap<>();
    private final Map<String, PersistentVolume> volumes = new LinkedHashMap<>();
    private final Map<String, StorageClass> classes = new LinkedHashMap<>();
    private final Map<String, CSINode> csiNodes = new LinkedHashMap<>();

    TestStorage with(PersistentVolumeClaim claim) {
        claims.put(VolumePlan.key(claim), claim);
        return this;
    }

    TestStorage with(PersistentVolume volume) {
        volumes.put(volume.getMetadata().getName(), volume);
        return this;
    }

    /** A class whose volumes are made by a provisioner, or found when that is empty. */
    TestStorage withClass(String name, String mode, String provisioner) {
        classes.put(
                name,
                new StorageClassBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withProvisioner(provisioner.isEmpty() ? "kubernetes.io/no-provisioner" : provisioner)
                        .withVolumeBindingMode(mode)
                        .build());
        return this;
    }

    TestStorage withLimit(String node, String driver, int limit) {
        csiNodes.put(
                node,
                new CSINodeBuilder()
                        .withNewMetadata()
                        .withName(node)
                        .endMetadata()
                        .withNewSpec()
                        .addNewDriver()
                        .withName(driver)
                        .withNodeID(node)
                        .withNewAllocatable(limit)
                        .endDriver()
                        .endSpec()
                        .build());
        return this;
    }

    static PersistentVolumeClaim claim(String name, String storageClass, String... modes) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .withUid("uid-" + name)
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(storageClass)
                .withAccessModes(modes.length == 0 ? new String[] {"ReadWriteOnce"} : modes)
                .withNewResources()
                .addToRequests("storage", new Quantity("1Gi"))
                .endResources()
                .endSpec()
                .build();
    }

    static PersistentVolumeClaim bound(PersistentVolumeClaim claim, String volume) {
        return new PersistentVolumeClaimBuilder(claim)
                .editMetadata()
                .addToAnnotations("pv.kubernetes.io/bind-completed", "yes")
                .endMetadata()
                .editSpec()
                .withVolumeName(volume)
                .endSpec()
                .build();
    }

    /** A free volume of 2Gi that only some nodes can have. */
    static PersistentVolume volume(String name, String storageClass, String... hostnames) {
        PersistentVolumeBuilder volume = new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addToCapacity("storage", new Quantity("2Gi"))
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass)
                .endSpec()
                .withNewStatus()
                .withPhase("Available")
                .endStatus();
        if (hostnames.length > 0) {
            volume = volume.editSpec()
                    .withNewNodeAffinity()
                    .withNewRequired()
                    .addNewNodeSelectorTerm()
                    .addNewMatchExpression()
                    .withKey("kubernetes.io/hostname")
                    .withOperator("In")
                    .withValues(List.of(hostnames))
                    .endMatchExpression()
                    .endNodeSelectorTerm()
                    .endRequired()
                    .endNodeAffinity()
                    .endSpec();
        }
        return volume.build();
    }

    static Pod using(Pod pod, String... claimNames) {
        PodBuilder with = new PodBuilder(pod);
        for (String claim : claimNames) {
            with = with.editSpec()
                    .addNewVolume()
                    .withName(claim)
                    .withNewPersistentVolumeClaim(claim, false)
                    .endVolume()
                    .endSpec();
        }
        return with.build();
    }

    @Override
    public StorageObjects storage() {
        return this;
    }

    @Override
    public @Nullable PersistentVolumeClaim claim(String key) {
        return claims.get(key);
    }

    @Override
    public @Nullable PersistentVolume volume(String name) {
        return volumes.get(name);
    }

    @Override
    public List<PersistentVolume> freeVolumes(String storageClass, String hostname) {
        return volumes.values().stream()
                .filter(volume -> volume.getSpec().getClaimRef() == null)
                .filter(volume -> Claims.classOf(volume).equals(storageClass))
                .filter(volume -> VolumeFit.hostnames(volume).contains(hostname))
                .toList();
    }

    @Override
    public @Nullable StorageClass storageClass(String name) {
        return classes.get(name);
    }

    @Override
    public @Nullable CSINode csiNode(String name) {
        return csiNodes.get(name);
    }

    @Override
    public void promise(VolumePlan plan) {
        promised.add(plan);
    }
}
