/**
 * The deterministic twin of the production environment: a seeded scheduler over virtual threads, and virtual time.
 *
 * <p>The same blocking code runs here as in production. One thread at a time runs, on the thread that called
 * {@link io.jubernetes.apimachinery.simulation.Simulation#run}; which of the runnable tasks is next is chosen by a seeded random;
 * time stands still while anything can run and then jumps to the next timer. The same seed gives the same run.
 */
@NullMarked
package io.jubernetes.apimachinery.simulation;

import org.jspecify.annotations.NullMarked;
