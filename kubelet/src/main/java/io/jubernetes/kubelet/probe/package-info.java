/** Probes of running containers, and hooks at their begin and end. */
@NullMarked
package io.jubernetes.kubelet.probe;

import org.jspecify.annotations.NullMarked;
