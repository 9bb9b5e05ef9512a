/** The node API: what the API server asks the agent of a node for its clients. */
@NullMarked
package io.jubernetes.kubelet.api;

import org.jspecify.annotations.NullMarked;
