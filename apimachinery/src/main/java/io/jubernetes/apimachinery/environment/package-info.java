/** The only door to clocks, threads, timers and chance, so that the whole plane can be run deterministically. */
@NullMarked
package io.jubernetes.apimachinery.environment;

import org.jspecify.annotations.NullMarked;
