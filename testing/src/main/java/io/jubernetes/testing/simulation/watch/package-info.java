/** The guarantees of watches over the API, one validator each, and records of what watches were told. */
@NullMarked
package io.jubernetes.testing.simulation.watch;

import org.jspecify.annotations.NullMarked;
