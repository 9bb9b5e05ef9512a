/** What scheduling is: a pod to place, a snapshot, filter and score plugins, and the plan they lead to. */
@NullMarked
package io.jubernetes.scheduler.framework;

import org.jspecify.annotations.NullMarked;
