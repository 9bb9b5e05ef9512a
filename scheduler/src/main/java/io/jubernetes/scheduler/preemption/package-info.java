/** Who has to go so that a more important pod has a node: {@code DefaultPreemption} and what it weighs. */
@NullMarked
package io.jubernetes.scheduler.preemption;

import org.jspecify.annotations.NullMarked;
