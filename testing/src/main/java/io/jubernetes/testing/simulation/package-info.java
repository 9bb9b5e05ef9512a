/**
 * Deterministic simulation of a whole cluster: {@link io.jubernetes.testing.simulation.SimulatedCluster} runs the real components
 * in one {@link io.jubernetes.apimachinery.simulation.Simulation}, over links that can fail, in processes that can be killed.
 * {@code history} records every change of the store, {@code invariant} says what must hold after each, {@code watch} what every
 * watch guarantees, and {@code plane} is a scenario drawn from a seed.
 */
@NullMarked
package io.jubernetes.testing.simulation;

import org.jspecify.annotations.NullMarked;
