package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.resource.v1.DeviceClass;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaim;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceClaimBuilder;
import io.fabric8.kubernetes.api.model.resource.v1.ResourceSlice;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.client.ApiClient;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.scheduler.framework.Change;
import io.jubernetes.scheduler.framework.ClusterEvent;
import io.jubernetes.scheduler.framework.DeviceObjects;
import io.jubernetes.scheduler.framework.PodToPlace;
import io.jubernetes.scheduler.queue.SchedulingQueue;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What informers say of devices and of claims for them, and the promises that do not show yet. */
final class InformedDevices implements DeviceObjects {

    private static final String FINALIZER = "resource.kubernetes.io/delete-protection";
    private static final int SERVER_ERROR = 500;
    private static final String BY_NODE = "node";
    private static final String BY_POOL = "pool";

    private final Informer<ResourceClaim> claims;
    private final Informer<DeviceClass> classes;
    private final Informer<ResourceSlice> slices;
    private final ResourceClient<ResourceClaim> client;
    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock: by pod, and by claim
    private final Map<String, List<ResourceClaim>> promisedTo = new LinkedHashMap<>();
    private final Map<String, ResourceClaim> promised = new LinkedHashMap<>();
    // guarded by lock: promised claims that were written and do not show yet
    private final Set<String> written = new LinkedHashSet<>();
    // guarded by lock: the devices of each claim that has some
    private final Map<String, List<String>> devices = new LinkedHashMap<>();

    InformedDevices(InformerFactory informers, ApiClient api) {
        this.claims = informers.informerFor(ResourceClaim.class);
        this.classes = informers.informerFor(DeviceClass.class);
        this.slices = informers.informerFor(ResourceSlice.class);
        this.client = api.resources(ResourceClaim.class);
        slices.addIndex(BY_NODE, slice -> {
            String node = slice.getSpec().getNodeName();
            return List.of(node == null ? "" : node);
        });
        slices.addIndex(
                BY_POOL,
                slice -> List.of(slice.getSpec().getDriver() + "/"
                        + slice.getSpec().getPool().getName()));
        claims.addHandler(new ClaimHandler());
        informers.informerFor(Pod.class).addHandler(new GonePods());
    }

    /** Has the queue told of everything that may help a pod that waits. */
    void tell(SchedulingQueue queue) {
        ChangeHandler<HasMetadata> handler =
                ChangeHandler.of(object -> queue.happened(Change.ofObject(ClusterEvent.DEVICES_CHANGED, object)));
        claims.addHandler(typed(handler));
        classes.addHandler(typed(handler));
        slices.addHandler(typed(handler));
    }

    private static <T extends HasMetadata> ChangeHandler<T> typed(ChangeHandler<HasMetadata> handler) {
        return ChangeHandler.of(handler::added);
    }

    private static String key(ResourceClaim claim) {
        return claim.getMetadata().getNamespace() + "/" + claim.getMetadata().getName();
    }

    @Override
    public @Nullable ResourceClaim claim(String key) {
        int slash = key.indexOf('/');
        ResourceClaim known = claims.get(key.substring(0, slash), key.substring(slash + 1));
        if (known == null || isAllocated(known)) {
            return known;
        }
        lock.lock();
        try {
            ResourceClaim soon = promised.get(key);
            return soon != null
                            && known.getMetadata()
                                    .getUid()
                                    .equals(soon.getMetadata().getUid())
                    ? soon
                    : known;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isAllocated(ResourceClaim claim) {
        return claim.getStatus() != null && claim.getStatus().getAllocation() != null;
    }

    @Override
    public @Nullable DeviceClass deviceClass(String name) {
        return classes.get(null, name);
    }

    @Override
    public List<ResourceSlice> slices(String node) {
        return slices.byIndex(BY_NODE, node);
    }

    @Override
    public List<ResourceSlice> pool(String driver, String pool) {
        return slices.byIndex(BY_POOL, driver + "/" + pool);
    }

    @Override
    public Set<String> taken() {
        Set<String> taken = new LinkedHashSet<>();
        lock.lock();
        try {
            devices.values().forEach(taken::addAll);
            promised.values().forEach(claim -> taken.addAll(devicesOf(claim)));
        } finally {
            lock.unlock();
        }
        return taken;
    }

    /** Devices that are lent to administrators are not taken by that. */
    private static List<String> devicesOf(ResourceClaim claim) {
        return !isAllocated(claim) || claim.getStatus().getAllocation().getDevices() == null
                ? List.of()
                : claim.getStatus().getAllocation().getDevices().getResults().stream()
                        .filter(device -> !Boolean.TRUE.equals(device.getAdminAccess()))
                        .map(device -> device.getDriver() + "/" + device.getPool() + "/" + device.getDevice())
                        .toList();
    }

    @Override
    public void promise(String podUid, List<ResourceClaim> allocated) {
        lock.lock();
        try {
            promisedTo.put(podUid, allocated);
            allocated.forEach(claim -> promised.put(key(claim), claim));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void takeBack(String podUid) {
        lock.lock();
        try {
            List<ResourceClaim> were = promisedTo.remove(podUid);
            if (were != null) {
                // what was written is given away, though the informer does not show it yet
                were.stream()
                        .filter(claim -> !written.contains(key(claim)))
                        .forEach(claim -> promised.remove(key(claim), claim));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String carryOut(PodToPlace pod) {
        try {
            for (String name : names(pod.pod())) {
                write(pod, pod.demand().namespace() + "/" + name);
            }
            return "";
        } catch (ApiException | UncheckedIOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> names(Pod pod) {
        List<String> made = pod.getStatus() == null
                ? List.of()
                : pod.getStatus().getResourceClaimStatuses().stream()
                        .map(status -> status.getResourceClaimName())
                        .filter(name -> name != null)
                        .toList();
        List<String> all = new java.util.ArrayList<>(made);
        pod.getSpec().getResourceClaims().stream()
                .map(claim -> claim.getResourceClaimName())
                .filter(name -> name != null)
                .forEach(all::add);
        return all;
    }

    /** First the finalizer, which keeps an allocated claim until it is given back, then the allocation and its user. */
    private void write(PodToPlace pod, String key) {
        ResourceClaim soon = claim(key);
        if (soon == null) {
            throw ApiException.notFound("resource.k8s.io", "resourceclaims", key);
        }
        String podUid = pod.demand().uid();
        boolean reserved = soon.getStatus() != null
                && soon.getStatus().getReservedFor().stream().anyMatch(user -> podUid.equals(user.getUid()));
        if (reserved) {
            return;
        }
        ResourceClaim kept = withFinalizer(soon);
        ResourceClaim allocated = new ResourceClaimBuilder(kept)
                .editOrNewStatus()
                .withAllocation(soon.getStatus().getAllocation())
                .addNewReservedFor()
                .withResource("pods")
                .withName(pod.pod().getMetadata().getName())
                .withUid(podUid)
                .endReservedFor()
                .endStatus()
                .build();
        mark(key, true);
        try {
            client.updateStatus(allocated);
        } catch (ApiException e) {
            // an answer that is lost may mean that it was written; a refusal does not
            mark(key, e.code() >= SERVER_ERROR);
            throw e;
        }
    }

    private void mark(String key, boolean isWritten) {
        lock.lock();
        try {
            if (isWritten) {
                written.add(key);
            } else {
                written.remove(key);
            }
        } finally {
            lock.unlock();
        }
    }

    private ResourceClaim withFinalizer(ResourceClaim claim) {
        return claim.getMetadata().getFinalizers().contains(FINALIZER)
                ? claim
                : client.update(new ResourceClaimBuilder(claim)
                        .editMetadata()
                        .addToFinalizers(FINALIZER)
                        .endMetadata()
                        .build());
    }

    /** Keeps account of the devices that claims have. */
    private final class ClaimHandler implements ChangeHandler<ResourceClaim> {

        @Override
        public void added(ResourceClaim claim) {
            put(claim, devicesOf(claim));
        }

        @Override
        public void updated(ResourceClaim old, ResourceClaim claim) {
            put(claim, devicesOf(claim));
            if (isAllocated(old) || isAllocated(claim)) {
                settled(claim);
            }
        }

        @Override
        public void deleted(ResourceClaim last) {
            settled(last);
            put(last, List.of());
        }

        private void settled(ResourceClaim claim) {
            lock.lock();
            try {
                if (written.remove(key(claim))) {
                    promised.remove(key(claim));
                }
            } finally {
                lock.unlock();
            }
        }

        private void put(ResourceClaim claim, List<String> ids) {
            lock.lock();
            try {
                if (ids.isEmpty()) {
                    devices.remove(key(claim));
                } else {
                    devices.put(key(claim), ids);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Nothing is promised to a pod that is gone. */
    private final class GonePods implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            // nothing was promised to it yet
        }

        @Override
        public void updated(Pod old, Pod pod) {
            if (!old.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
                deleted(old);
            }
        }

        @Override
        public void deleted(Pod last) {
            takeBack(last.getMetadata().getUid());
        }
    }
}
