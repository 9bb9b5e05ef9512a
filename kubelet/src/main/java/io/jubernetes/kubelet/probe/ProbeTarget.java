package io.jubernetes.kubelet.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.jubernetes.kubelet.pod.PodAddresses;

/** The container that is probed: its spec, its id, and where its pod is reached. */
public record ProbeTarget(Pod pod, Container container, String containerId, PodAddresses addresses) {}
