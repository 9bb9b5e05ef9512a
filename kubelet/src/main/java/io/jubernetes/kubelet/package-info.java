/**
 * The node agent: registers its node, runs the pods that are bound to it, and answers the node API. {@link
 * io.jubernetes.kubelet.Kubelet} puts its parts together.
 */
@NullMarked
package io.jubernetes.kubelet;

import org.jspecify.annotations.NullMarked;
