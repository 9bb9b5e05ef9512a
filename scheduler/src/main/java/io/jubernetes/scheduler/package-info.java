/**
 * The scheduler: finds a node for each pod that has none. {@link io.jubernetes.scheduler.Scheduler} is the running component;
 * what it decides is a function of an immutable snapshot ({@code framework}), kept up to date by informers.
 */
@NullMarked
package io.jubernetes.scheduler;

import org.jspecify.annotations.NullMarked;
