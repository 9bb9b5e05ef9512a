/** Placeholder. */
@NullMarked
package io.jubernetes.cli;

import org.jspecify.annotations.NullMarked;
