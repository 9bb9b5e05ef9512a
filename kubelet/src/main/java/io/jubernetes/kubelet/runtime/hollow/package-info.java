/** Pods without processes: for thousands of nodes on one machine, and for simulation. */
@NullMarked
package io.jubernetes.kubelet.runtime.hollow;

import org.jspecify.annotations.NullMarked;
