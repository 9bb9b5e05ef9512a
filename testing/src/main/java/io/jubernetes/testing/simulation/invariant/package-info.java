/** What must hold of the cluster after every change of the store, each by arithmetic of its own. */
@NullMarked
package io.jubernetes.testing.simulation.invariant;

import org.jspecify.annotations.NullMarked;
