package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.apimachinery.selector.Requirement;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.scheduler.snapshot.Recent;
import io.jubernetes.scheduler.snapshot.Selectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What pods belong together: those that the same Services choose, and the same controller. Safe for use by several threads. */
final class PodGroups {

    private static final int REMEMBERED = 256;

    private final Informer<Service> services;
    private final Informer<ReplicaSet> replicaSets;
    private final Informer<StatefulSet> statefulSets;
    private final Informer<ReplicationController> controllers;
    private final AtomicLong version = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Recent<Key, LabelSelector> known = new Recent<>(REMEMBERED);

    private record Key(
            long version,
            String namespace,
            Map<String, String> labels,
            @Nullable OwnerReference owner) {}

    PodGroups(InformerFactory informers) {
        services = counted(informers.informerFor(Service.class));
        replicaSets = counted(informers.informerFor(ReplicaSet.class));
        statefulSets = counted(informers.informerFor(StatefulSet.class));
        controllers = counted(informers.informerFor(ReplicationController.class));
    }

    private <T extends HasMetadata> Informer<T> counted(Informer<T> informer) {
        informer.addHandler(new Generations<>());
        return informer;
    }

    LabelSelector of(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        if (labels == null || labels.isEmpty()) {
            return LabelSelector.EVERYTHING;
        }
        String namespace = pod.getMetadata().getNamespace();
        Key key = new Key(version.get(), namespace, labels, owner(pod));
        lock.lock();
        try {
            return known.get(key, () -> find(key));
        } finally {
            lock.unlock();
        }
    }

    private static @Nullable OwnerReference owner(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .orElse(null);
    }

    private LabelSelector find(Key key) {
        List<Requirement> all = new ArrayList<>();
        for (Service service : services.listIn(key.namespace)) {
            Map<String, String> selector =
                    service.getSpec() == null ? null : service.getSpec().getSelector();
            if (selector != null && !selector.isEmpty() && key.labels.entrySet().containsAll(selector.entrySet())) {
                all.addAll(LabelSelector.ofLabels(selector).requirements());
            }
        }
        if (key.owner != null) {
            all.addAll(ofOwner(key.namespace, key.owner));
        }
        return LabelSelector.of(all.stream().distinct().toList());
    }

    private List<Requirement> ofOwner(String namespace, OwnerReference owner) {
        return switch (owner.getKind()) {
            case "ReplicaSet" -> {
                ReplicaSet set = replicaSets.get(namespace, owner.getName());
                yield set == null
                        ? List.of()
                        : Selectors.of(set.getSpec().getSelector()).requirements();
            }
            case "StatefulSet" -> {
                StatefulSet set = statefulSets.get(namespace, owner.getName());
                yield set == null
                        ? List.of()
                        : Selectors.of(set.getSpec().getSelector()).requirements();
            }
            case "ReplicationController" -> ofController(controllers.get(namespace, owner.getName()));
            default -> List.of();
        };
    }

    private static List<Requirement> ofController(@Nullable ReplicationController controller) {
        Map<String, String> selector =
                controller == null ? null : controller.getSpec().getSelector();
        return LabelSelector.ofLabels(selector == null ? Collections.emptyMap() : selector)
                .requirements();
    }

    /** Changes of status alone are none. */
    private final class Generations<T extends HasMetadata> implements ChangeHandler<T> {

        @Override
        public void added(T object) {
            version.incrementAndGet();
        }

        @Override
        public void updated(T old, T object) {
            Long before = old.getMetadata().getGeneration();
            if (before == null || !before.equals(object.getMetadata().getGeneration())) {
                version.incrementAndGet();
            }
        }

        @Override
        public void deleted(T last) {
            version.incrementAndGet();
        }
    }
}
