/**
 * Containers by a daemon that speaks the Container Runtime Interface v1: containerd (1.6 and newer) or CRI-O. All state is the
 * daemon's: what this side has to know later travels with sandboxes and containers as annotations.
 */
@NullMarked
package io.jubernetes.kubelet.runtime.cri;

import org.jspecify.annotations.NullMarked;
