/**
 * Every decoder gets valid input with errors in it: it reads it or refuses it, soon, and with bounded memory. A few thousand tries each
 * in an ordinary run; {@code -Djubernetes.fuzz.seconds=60} gives each decoder that long, {@code -Djubernetes.fuzz.seed} begins elsewhere.
 */
@NullMarked
package io.jubernetes.testing.fuzz;

import org.jspecify.annotations.NullMarked;
