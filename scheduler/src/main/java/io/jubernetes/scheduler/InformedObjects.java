package io.jubernetes.scheduler;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.jubernetes.apimachinery.selector.LabelSelector;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.client.informer.InformerFactory;
import io.jubernetes.scheduler.framework.ClusterObjects;
import io.jubernetes.scheduler.framework.DeviceExpressions;
import io.jubernetes.scheduler.framework.DeviceObjects;
import io.jubernetes.scheduler.framework.StorageObjects;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What informers say of the objects that plugins look up. */
final class InformedObjects implements ClusterObjects {

    private final Informer<Namespace> namespaces;
    private final Informer<PodDisruptionBudget> budgets;
    private final PodGroups groups;
    private final StorageObjects storage;
    private final DeviceObjects devices;
    private final DeviceExpressions deviceExpressions;
    private final AtomicLong namespaceVersion = new AtomicLong();

    InformedObjects(
            InformerFactory informers,
            StorageObjects storage,
            DeviceObjects devices,
            DeviceExpressions deviceExpressions) {
        this.devices = devices;
        this.deviceExpressions = deviceExpressions;
        this.storage = storage;
        this.namespaces = informers.informerFor(Namespace.class);
        this.budgets = informers.informerFor(PodDisruptionBudget.class);
        this.groups = new PodGroups(informers);
        namespaces.addHandler(new NamespaceLabels());
    }

    @Override
    public Map<String, String> namespaceLabels(String namespace) {
        return labels(namespaces.get(null, namespace));
    }

    @Override
    public long namespaceVersion() {
        return namespaceVersion.get();
    }

    @Override
    public StorageObjects storage() {
        return storage;
    }

    @Override
    public DeviceObjects devices() {
        return devices;
    }

    @Override
    public DeviceExpressions deviceExpressions() {
        return deviceExpressions;
    }

    @Override
    public LabelSelector groupOf(Pod pod) {
        return groups.of(pod);
    }

    @Override
    public List<PodDisruptionBudget> budgets(String namespace) {
        return budgets.listIn(namespace);
    }

    @Override
    public Set<String> guardedNamespaces() {
        Set<String> guarded = new HashSet<>();
        budgets.list().forEach(budget -> guarded.add(budget.getMetadata().getNamespace()));
        return guarded;
    }

    private static Map<String, String> labels(@Nullable Namespace namespace) {
        Map<String, String> labels =
                namespace == null ? null : namespace.getMetadata().getLabels();
        return labels == null ? Collections.emptyMap() : labels;
    }

    private final class NamespaceLabels implements ChangeHandler<Namespace> {

        @Override
        public void added(Namespace namespace) {
            namespaceVersion.incrementAndGet();
        }

        @Override
        public void updated(Namespace old, Namespace namespace) {
            if (!Objects.equals(labels(old), labels(namespace))) {
                namespaceVersion.incrementAndGet();
            }
        }

        @Override
        public void deleted(Namespace last) {
            namespaceVersion.incrementAndGet();
        }
    }
}
