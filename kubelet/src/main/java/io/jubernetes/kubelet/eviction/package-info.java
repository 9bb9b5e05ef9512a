/** Ends pods so that the node, or their own bounds, survive them: pure rules, and one task that applies them. */
@NullMarked
package io.jubernetes.kubelet.eviction;

import org.jspecify.annotations.NullMarked;
