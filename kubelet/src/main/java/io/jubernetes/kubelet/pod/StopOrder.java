package io.jubernetes.kubelet.pod;

import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.runtime.Container;
import java.util.List;

/** Which containers of a pod that ends are to be stopped now: all but sidecars, and then these one by one, the last one first. */
final class StopOrder {

    private StopOrder() {}

    static List<Container> next(Pod pod, RuntimePod state) {
        List<Container> running =
                state.containers().stream().filter(Container::isRunning).toList();
        List<Container> first =
                running.stream().filter(c -> !Pods.isSidecar(pod, c.name())).toList();
        if (!first.isEmpty()) {
            return first;
        }
        for (var init : Pods.initContainers(pod).reversed()) {
            List<Container> sidecar = running.stream()
                    .filter(c -> c.name().equals(init.getName()))
                    .toList();
            if (!sidecar.isEmpty()) {
                return sidecar;
            }
        }
        return List.of();
    }
}
