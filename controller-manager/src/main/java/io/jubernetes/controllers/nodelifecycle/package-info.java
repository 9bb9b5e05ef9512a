/** Nodes that fall silent: their condition, taints, and the eviction of the pods that do not tolerate these. */
@NullMarked
package io.jubernetes.controllers.nodelifecycle;

import org.jspecify.annotations.NullMarked;
