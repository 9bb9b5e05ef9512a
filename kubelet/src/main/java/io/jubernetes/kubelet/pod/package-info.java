/**
 * Pods on a node. {@link io.jubernetes.kubelet.pod.PodDecision} says what to do about a pod, {@link
 * io.jubernetes.kubelet.pod.PodStatusBuilder} what to tell about it: both are functions. A {@code PodWorker} per pod carries it
 * out.
 */
@NullMarked
package io.jubernetes.kubelet.pod;

import org.jspecify.annotations.NullMarked;
