package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusReason;
import io.jubernetes.client.DeleteOptions;
import io.jubernetes.client.ResourceClient;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.kubelet.KubeletConfig;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the pods of the node's own files, {@code DATA/manifests}, with or without a cluster. For each the cluster gets a mirror: a
 * pod object that shows it and that nobody runs. Stands between the informer of pods and the workers, because mirrors are not
 * theirs.
 */
public final class StaticPods implements ChangeHandler<Pod> {

    static final String MIRROR = "kubernetes.io/config.mirror";

    private static final Logger LOG = LoggerFactory.getLogger(StaticPods.class);

    private final Environment environment;
    private final ResourceClient<Pod> pods;
    private final PodWorkers workers;
    private final Manifests manifests;
    private final Map<String, Pod> running = new ConcurrentSkipListMap<>();
    private final Map<String, Pod> mirrors = new ConcurrentSkipListMap<>();
    private volatile Optional<OwnerReference> owner = Optional.empty();

    public StaticPods(KubeletConfig config, Environment environment, ResourceClient<Pod> pods, PodWorkers workers) {
        this.environment = environment;
        this.pods = pods;
        this.workers = workers;
        this.manifests = new Manifests(config.dataDirectory().resolve("manifests"), config.nodeName());
    }

    /** Mirrors go with their node. */
    public void belongTo(String nodeName, String nodeUid) {
        owner = Optional.of(new OwnerReference("v1", null, true, "Node", nodeName, nodeUid));
    }

    /** The pod that runs: the static pod in place of its mirror. */
    public Pod real(Pod pod) {
        String hash = mirrored(pod);
        Pod own = hash == null ? null : running.get(hash);
        return own != null && key(own).equals(key(pod)) ? own : pod;
    }

    /** Reads the files and brings workers and mirrors to what they say. */
    public void look() {
        Map<String, Pod> wanted = manifests.read(environment.now());
        for (Pod gone : List.copyOf(running.values())) {
            if (!wanted.containsKey(Pods.uid(gone))) {
                running.remove(Pods.uid(gone));
                workers.deleted(gone);
            }
        }
        wanted.forEach((uid, pod) -> {
            if (running.putIfAbsent(uid, pod) == null) {
                workers.added(pod);
            }
        });
        try {
            mirror();
        } catch (ApiException | UncheckedIOException e) {
            LOG.warn("Mirrors of static pods are not up to date: error={}", e.toString());
        }
    }

    private void mirror() {
        for (Pod mirror : List.copyOf(mirrors.values())) {
            String hash = mirrored(mirror);
            if (hash == null || !running.containsKey(hash)) {
                delete(mirror);
            }
        }
        for (Pod pod : running.values()) {
            if (!mirrors.containsKey(key(pod)) && owner.isPresent()) {
                create(pod);
            }
        }
    }

    private void create(Pod pod) {
        Map<String, String> annotations = new LinkedHashMap<>(pod.getMetadata().getAnnotations());
        annotations.put(MIRROR, Pods.uid(pod));
        Pod mirror = new PodBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .withLabels(pod.getMetadata().getLabels())
                        .withAnnotations(annotations)
                        .withOwnerReferences(owner.orElseThrow())
                        .build())
                .withSpec(pod.getSpec())
                .build();
        try {
            pods.create(mirror);
        } catch (ApiException e) {
            if (!e.is(StatusReason.AlreadyExists)) {
                throw e;
            }
        }
    }

    private void delete(Pod mirror) {
        try {
            pods.delete(
                    mirror.getMetadata().getNamespace(),
                    mirror.getMetadata().getName(),
                    DeleteOptions.DEFAULT
                            .gracePeriod(0)
                            .ifUid(mirror.getMetadata().getUid()));
        } catch (ApiException e) {
            if (!e.is(StatusReason.NotFound) && !e.is(StatusReason.Conflict)) {
                throw e;
            }
        }
    }

    @Override
    public void added(Pod pod) {
        if (mirrored(pod) == null) {
            workers.added(pod);
        } else {
            mirrors.put(key(pod), pod);
            wake(pod);
        }
    }

    @Override
    public void updated(Pod old, Pod pod) {
        if (mirrored(pod) == null) {
            workers.updated(old, pod);
        } else {
            mirrors.put(key(pod), pod);
            if (Pods.isDeleted(pod)) {
                // nothing has to end before a mirror may go: a new one comes while the file is there
                environment.start("mirror-" + pod.getMetadata().getName(), () -> delete(pod));
            }
        }
    }

    @Override
    public void deleted(Pod last) {
        if (mirrored(last) == null) {
            workers.deleted(last);
        } else {
            mirrors.remove(key(last));
        }
    }

    /** What was told before there was a mirror to tell it of is told again. */
    private void wake(Pod mirror) {
        String hash = mirrored(mirror);
        if (hash != null) {
            workers.wake(hash);
        }
    }

    private static @org.jspecify.annotations.Nullable String mirrored(Pod pod) {
        Map<String, String> annotations = pod.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(MIRROR);
    }

    private static String key(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }
}
