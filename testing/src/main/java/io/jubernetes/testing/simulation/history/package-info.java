/** What happened to the store, revision by revision, and the state that follows from it. */
@NullMarked
package io.jubernetes.testing.simulation.history;

import org.jspecify.annotations.NullMarked;
