package io.jubernetes.controllers.endpoint;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.jubernetes.client.controller.Controller;
import io.jubernetes.client.informer.ChangeHandler;
import io.jubernetes.client.informer.Informer;
import io.jubernetes.controllers.ownership.LabelMatch;
import io.jubernetes.controllers.pods.PodFacts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Has a controller look at the Services whose addresses may have changed. */
public final class ServiceWatch {

    private static final String BY_SELECTOR = "selector";

    private ServiceWatch() {}

    public static void wire(Informer<Service> services, Informer<Pod> pods, Controller controller) {
        ServicePods.index(pods);
        services.addIndex(BY_SELECTOR, ServiceWatch::selected);
        services.addHandler(ChangeHandler.of(controller::enqueue));
        pods.addHandler(new PodHandler(services, controller));
    }

    /** One of the labels that the Service's pods have: enough to find it by. */
    private static List<String> selected(Service service) {
        if (!ServicePods.hasSelector(service)) {
            return List.of();
        }
        return service.getSpec().getSelector().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(label -> List.of(ServicePods.labelKey(service, label)))
                .orElse(List.of());
    }

    /** The Services that select the pod. The informer must have been wired. */
    public static Stream<Service> selecting(Pod pod, Informer<Service> services) {
        return LabelMatch.labels(pod).entrySet().stream()
                .flatMap(label -> services.byIndex(BY_SELECTOR, ServicePods.labelKey(pod, label)).stream())
                .filter(service -> LabelMatch.labels(pod)
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()));
    }

    private record PodHandler(Informer<Service> services, Controller controller) implements ChangeHandler<Pod> {

        @Override
        public void added(Pod pod) {
            selecting(pod, services).forEach(controller::enqueue);
        }

        /** Most updates of a pod, such as a container's start, change nothing that a Service shows. */
        @Override
        public void updated(Pod old, Pod pod) {
            if (!LabelMatch.labels(old).equals(LabelMatch.labels(pod))) {
                added(old);
                added(pod);
            } else if (!looksTheSame(old, pod)) {
                added(pod);
            }
        }

        @Override
        public void deleted(Pod last) {
            added(last);
        }

        private static boolean looksTheSame(Pod old, Pod pod) {
            return PodFacts.isReady(old) == PodFacts.isReady(pod)
                    && PodFacts.isBeingDeleted(old) == PodFacts.isBeingDeleted(pod)
                    && PodFacts.isTerminal(old) == PodFacts.isTerminal(pod)
                    && old.getMetadata().getUid().equals(pod.getMetadata().getUid())
                    && Objects.equals(old.getSpec().getNodeName(), pod.getSpec().getNodeName())
                    && ServicePods.addresses(old).equals(ServicePods.addresses(pod));
        }
    }
}
