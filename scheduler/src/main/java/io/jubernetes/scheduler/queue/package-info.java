/** The pods that wait for a node: ready ones by priority, failed ones in back-off or until something changes. */
@NullMarked
package io.jubernetes.scheduler.queue;

import org.jspecify.annotations.NullMarked;
