/** Placeholder. */
@NullMarked
package io.jubernetes.bench;

import org.jspecify.annotations.NullMarked;
