/**
 * The control groups of pods: below {@code kubepods} one for each class of service but the best, and in these one for each pod,
 * which bounds its containers together. The kubelet makes and removes them; runtimes put containers below.
 */
@NullMarked
package io.jubernetes.kubelet.cgroup;

import org.jspecify.annotations.NullMarked;
