/** What the agent reads from the cluster on behalf of its pods. */
@NullMarked
package io.jubernetes.kubelet.cluster;

import org.jspecify.annotations.NullMarked;
