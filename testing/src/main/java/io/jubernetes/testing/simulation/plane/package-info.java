/** A scenario for a whole cluster, drawn from a seed: deployments come, change and go while parts of the cluster fail. */
@NullMarked
package io.jubernetes.testing.simulation.plane;

import org.jspecify.annotations.NullMarked;
