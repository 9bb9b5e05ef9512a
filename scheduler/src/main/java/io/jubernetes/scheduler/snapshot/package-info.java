/** The cluster as the scheduler sees it: immutable values, changed by copying one node's state. */
@NullMarked
package io.jubernetes.scheduler.snapshot;

import org.jspecify.annotations.NullMarked;
