package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.storage.CSIDriver;
import io.fabric8.kubernetes.api.model.storage.CSINode;
import io.fabric8.kubernetes.api.model.storage.CSIStorageCapacity;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.VolumeAttachment;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Indexer;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.StorageObjects;
import io.jubernetes.scheduler.framework.VolumePlan;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import io.jubernetes.scheduler.volumes.Claims;
import io.jubernetes.scheduler.volumes.VolumeFit;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What informers say of storage, found by indexes, and the promises that the informers do not show yet. */
final class InformedStorage implements StorageObjects {

    private static final String BY_CLAIM = "claim";
    private static final String FREE = "free";
    private static final String BY_CLASS = "class";
    private static final String BY_NODE = "node";

    private final InformerFactory informers;
    private final Informer<PersistentVolumeClaim> claims;
    private final Informer<PersistentVolume> volumes;
    private final Informer<StorageClass> classes;
    private final Informer<CSINode> csiNodes;
    private final Informer<CSIDriver> drivers;
    private final Informer<CSIStorageCapacity> capacities;
    private final Informer<VolumeAttachment> attachments;
    private final VolumePromises promises;

    InformedStorage(Environment environment, InformerFactory informers, ApiClient client) {
        this.informers = informers;
        this.claims = informers.informerFor(PersistentVolumeClaim.class);
        this.volumes = informers.informerFor(PersistentVolume.class);
        this.classes = informers.informerFor(StorageClass.class);
        this.csiNodes = informers.informerFor(CSINode.class);
        this.drivers = informers.informerFor(CSIDriver.class);
        this.capacities = informers.informerFor(CSIStorageCapacity.class);
        this.attachments = informers.informerFor(VolumeAttachment.class);
        this.promises = new VolumePromises(environment, this, client);
        volumes.addIndex(BY_CLAIM, InformedStorage::claimOf);
        volumes.addIndex(FREE, InformedStorage::freeKeys);
        capacities.addIndex(BY_CLASS, of(CSIStorageCapacity::getStorageClassName));
        attachments.addIndex(BY_NODE, of(attachment -> attachment.getSpec().getNodeName()));
        claims.addHandler(ChangeHandler.of(promises::seen));
        informers.informerFor(Pod.class).addHandler(new GonePods());
    }

    private static <T> Indexer<T> of(java.util.function.Function<T, @Nullable String> field) {
        return object -> {
            String value = field.apply(object);
            return value == null ? List.of() : List.of(value);
        };
    }

    private static List<String> claimOf(PersistentVolume volume) {
        var reference = volume.getSpec().getClaimRef();
        return reference == null ? List.of() : List.of(reference.getNamespace() + "/" + reference.getName());
    }

    private static List<String> freeKeys(PersistentVolume volume) {
        boolean free = volume.getSpec().getClaimRef() == null
                && volume.getStatus() != null
                && "Available".equals(volume.getStatus().getPhase());
        return free
                ? VolumeFit.hostnames(volume).stream()
                        .map(hostname -> freeKey(Claims.classOf(volume), hostname))
                        .toList()
                : List.of();
    }

    private static String freeKey(String storageClass, String hostname) {
        return storageClass + "/" + hostname;
    }

    /** Has the queue told of everything that may help a pod that waits. */
    void tell(SchedulingQueue queue) {
        for (Class<? extends HasMetadata> type : List.of(
                PersistentVolumeClaim.class,
                PersistentVolume.class,
                StorageClass.class,
                CSINode.class,
                CSIDriver.class,
                CSIStorageCapacity.class,
                VolumeAttachment.class)) {
            informers
                    .informerFor(type)
                    .addHandler(ChangeHandler.of(
                            object -> queue.happened(Change.ofObject(ClusterEvent.STORAGE_CHANGED, object))));
        }
    }

    @Override
    public @Nullable PersistentVolumeClaim claim(String key) {
        int slash = key.indexOf('/');
        return claims.get(key.substring(0, slash), key.substring(slash + 1));
    }

    @Override
    public @Nullable PersistentVolume volume(String name) {
        return volumes.get(null, name);
    }

    @Override
    public List<PersistentVolume> volumesFor(String claimKey) {
        return volumes.byIndex(BY_CLAIM, claimKey);
    }

    @Override
    public List<PersistentVolume> freeVolumes(String storageClass, String hostname) {
        return volumes.byIndex(FREE, freeKey(storageClass, hostname)).stream()
                .filter(volume -> !promises.isTaken(volume.getMetadata().getName()))
                .toList();
    }

    @Override
    public @Nullable StorageClass storageClass(String name) {
        return classes.get(null, name);
    }

    @Override
    public @Nullable CSINode csiNode(String name) {
        return csiNodes.get(null, name);
    }

    @Override
    public @Nullable CSIDriver driver(String name) {
        return drivers.get(null, name);
    }

    @Override
    public List<CSIStorageCapacity> capacities(String storageClass) {
        return capacities.byIndex(BY_CLASS, storageClass);
    }

    @Override
    public List<VolumeAttachment> attachments(String node) {
        return attachments.byIndex(BY_NODE, node);
    }

    @Override
    public String promisedNode(String claimKey) {
        return promises.node(claimKey);
    }

    @Override
    public void promise(VolumePlan plan) {
        promises.add(plan);
    }

    @Override
    public void takeBack(String podUid) {
        promises.remove(podUid);
    }

    @Override
    public boolean hasPromise(String podUid) {
        return promises.has(podUid);
    }

    @Override
    public String carryOut(String podUid) {
        return promises.write(podUid);
    }

    @Override
    public String awaitBound(String podUid, Duration patience) throws InterruptedException {
        return promises.await(podUid, patience);
    }

    /** Nobody waits for the volumes of a pod that is gone. */
    private final class GonePods implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            // it waits for nothing yet
        }

        @Override
        public void updated(Pod old, Pod pod) {
            if (!old.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                deleted(old);
            }
        }

        @Override
        public void deleted(Pod last) {
            promises.remove(last.getMetadata().getUid());
        }
    }
}
